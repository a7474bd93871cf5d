"""The browser's templates, and the addresses written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from archive.export.templating import environment

if TYPE_CHECKING:
    from jinja2 import Environment


def templates() -> Environment:
    env = environment("archive.web")
    env.globals["link"] = link
    return env


def link(path: str, /, **query: Any) -> str:
    """An address of this site; values that are None are left out."""
    given = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path
