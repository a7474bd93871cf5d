"""The templates' environment, for reports and for the browser. Everything is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from archive.export.wording import FOLLOWED, STATES, VERDICTS, check_in_words, heading_of

if TYPE_CHECKING:
    from datetime import datetime


@cache
def environment(*packages: str) -> Environment:
    """Templates of these packages, and below them the ones that both share; it keeps what it has compiled."""
    env = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in (*packages, "archive.export")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "moment": moment,
        "short": short,
        "check_in_words": check_in_words,
        "heading_of": heading_of,
    }
    env.globals |= {"VERDICTS": VERDICTS, "STATES": STATES, "FOLLOWED": FOLLOWED}
    return env


def moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else "–"


def short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
