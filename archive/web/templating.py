"""The templates and the few ways in which values are written in them. Everything is escaped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from archive.export.wording import STATES, VERDICTS

if TYPE_CHECKING:
    from datetime import datetime


def templates() -> Environment:
    env = Environment(
        loader=PackageLoader("archive.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"moment": moment, "host": host, "size": size, "short": short}
    env.globals |= {"link": link, "VERDICTS": VERDICTS, "STATES": STATES}
    return env


def link(path: str, /, **query: Any) -> str:
    """An address of this site; values that are None are left out."""
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path


def moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if at else "–"


def host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def size(count: int) -> str:
    """Bytes in the largest unit that leaves at least one."""
    number = float(count)
    for unit in ("B", "kB", "MB"):
        if number < 1000:  # noqa: PLR2004
            return f"{number:.3g} {unit}"
        number /= 1000
    return f"{number:.3g} GB"


def short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
