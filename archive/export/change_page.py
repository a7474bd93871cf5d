"""A change as one page of HTML that needs nothing but itself, to be mailed or printed.

The texts are of pages that nobody vouches for: every value is escaped, and the page may run and load nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from archive.export.wording import STATES

if TYPE_CHECKING:
    from jinja2 import Template

    from archive.derive.changes import Event


def change_page(event: Event) -> str:
    """The page of an event that has a change."""
    return _template().render(event=event, change=event.change, states=STATES)


@cache
def _template() -> Template:
    found = Environment(
        loader=PackageLoader("archive.export"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    return found.get_template("change.html")
