"""What every played host consists of: its pages as functions, and the way it serves them.

A page function is pure: the same posting and the same visit give the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crawler.sampleweb.story import Place, Story, Telling
    from crawler.sampleweb.wire import Habits, Reply

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request for a page: pages print its number in their ids and counters, as the real ones do."""

    number: int
    dressing: int = 0

    @property
    def session(self) -> str:
        return hashlib.sha256(f"visit {self.number} {self.dressing}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """A story at one address, with the telling that is out there now."""

    story: Story
    place: Place
    telling: Telling
    related: tuple[Posting, ...] = ()

    @property
    def title(self) -> str:
        return self.telling.title_vi


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A host: `feeds` maps paths to what is served there, `robots` is None where there is no such file."""

    host: str
    aliases: tuple[str, ...]
    habits: Habits
    robots: str | None
    article: Callable[[Posting, Visit], str]
    listing: Callable[[str, Sequence[Posting], Visit], str]
    feeds: Mapping[str, Callable[[Sequence[Posting]], Reply]] = field(default_factory=dict)


def frame(module_file: str, **places: str) -> str:
    """Fill the HTML file that lies beside a site's module; what goes in is markup already."""
    template = Template(Path(module_file).with_suffix(".html").read_text(encoding="utf-8"))
    return template.substitute(places)


def text(content: str) -> str:
    """Escape for element content and for attributes in double quotes."""
    return escape(content, quote=True)


def picture_file(posting: Posting, image: str | None) -> str:
    """Return a file name without spaces, as the outlets' image hosts have them."""
    return (image or f"{posting.place.slug}.jpg").replace(" ", "-")
