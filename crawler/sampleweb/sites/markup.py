"""Markup in named fragments, kept in HTML files beside the modules that fill them.

What is filled in is escaped unless it is markup already, so a story's words can never become elements.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

FRAGMENT = re.compile(r"^<!-- fragment: (\w+) -->\n", re.MULTILINE)


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


class Fragments:
    """The named parts of one HTML file; `$name` stands where a value goes."""

    def __init__(self, module_file: str) -> None:
        """Read the HTML file that lies beside a module."""
        content = Path(module_file).with_suffix(".html").read_text(encoding="utf-8")
        _, *parts = FRAGMENT.split(content)
        self._templates = {
            name: Template(markup.rstrip("\n")) for name, markup in zip(parts[::2], parts[1::2], strict=True)
        }

    def fill(self, fragment: str, **values: str) -> Html:
        """Fill a fragment; values that it does not name are left out."""
        safe = {name: value if isinstance(value, Html) else escape(value) for name, value in values.items()}
        return Html(self._templates[fragment].substitute(safe))


def joined(parts: Iterable[Html]) -> Html:
    return Html("\n".join(parts))
