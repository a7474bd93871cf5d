"""What a played outlet consists of, and how its pages are put together from its markup.

A page is a pure function of posting and visit: the same two give the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.markup import Fragments, Html, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crawler.sampleweb.story import Passage, Place, Story, Telling
    from crawler.sampleweb.wire import Habits, Reply


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An outlet's host.

    `robots` is None where there is no such file. `pictures` is where the images lie. `own_values` gives what
    only this outlet's article fragment asks for: its forms of the date, its JSON-LD. `inline` turns a
    paragraph's words into markup.

    `feeds` maps paths to what is served there; `feed_for_all` is a prefix and the feed that answers under it
    whatever is asked. `day_archive` is the path of a listing by `bydate`.
    """

    host: str
    aliases: tuple[str, ...]
    habits: Habits
    robots: str | None
    fragments: Fragments
    pictures: str
    related_shown: int
    own_values: Callable[[Posting], Mapping[str, str]]
    inline: Callable[[str], Html] = lambda words: Html(escape(words))
    feeds: Mapping[str, Callable[[Sequence[Posting]], Reply]] = field(default_factory=dict)
    feed_for_all: tuple[str, str] | None = None
    day_archive: str | None = None


def article_page(site: Site, posting: Posting, visit: Visit) -> str:
    values = _posting_values(posting) | _visit_values(visit)
    parts = {
        "body": joined(_passage(site, posting, passage) for passage in posting.telling.body),
        "related": joined(_listed(site, "related", posting.related[: site.related_shown])),
        "agency": _credit(site, "agency", posting.story.agency),
        "author": _credit(site, "author", posting.story.author),
    }
    main = site.fragments.fill("article", **values, **parts, **site.own_values(posting))
    return site.fragments.fill("frame", **values, description=posting.telling.lead_vi, main=main)


def listing_page(site: Site, heading: str, postings: Sequence[Posting], visit: Visit) -> str:
    """Return a page that lists articles and is none: the home page, a section, a polite error."""
    values = {"title": heading, "url": f"https://{site.host}/"} | _visit_values(visit)
    items = joined(_listed(site, "listing_item", postings))
    main = site.fragments.fill("listing", **values, items=items)
    return site.fragments.fill("frame", **values, description=heading, main=main)


def _posting_values(posting: Posting) -> dict[str, str]:
    section, alias = posting.story.section
    return {
        "title": posting.telling.title_vi,
        "lead": posting.telling.lead_vi,
        "section": section,
        "alias": alias,
        "url": posting.place.url,
        "path": posting.place.path,
        "article_id": posting.place.article_id,
    }


def _visit_values(visit: Visit) -> dict[str, str]:
    return {"session": visit.session, "views": str(visit.number * 7 + 312)}


def _passage(site: Site, posting: Posting, passage: Passage) -> Html:
    if passage.type != "caption":
        return site.fragments.fill(passage.type, text=site.inline(passage.vi))
    file = (passage.image or "anh.jpg").replace(" ", "-")
    alt = passage.alt or posting.telling.title_vi
    return site.fragments.fill("caption", text=passage.vi, alt=alt, source=site.pictures + file)


def _listed(site: Site, fragment: str, postings: Sequence[Posting]) -> list[Html]:
    return [site.fragments.fill(fragment, **_posting_values(posting)) for posting in postings]


def _credit(site: Site, fragment: str, name: str | None) -> Html:
    return site.fragments.fill(fragment, name=name) if name else Html()
