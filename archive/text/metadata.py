"""Reads what a page says about its article: headline, time, authors, and whether it may be archived.

What the markup states to the minute comes before what is printed for readers, and nothing is guessed from
the prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.text.dates import marked_up_time, printed_time
from archive.text.jsonld import article_node, strings
from archive.text.tree import as_seen, select, text_of
from archive.vietnam import ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from lxml.etree import _Element as Element

    from archive.model import Json
    from archive.outlets.outlet import Layout, Outlet
    from archive.text.own_parts import OwnParts

ROBOTS_WISHES = re.compile(r"(?:^|[\s,])(?:noarchive|none)(?=$|[\s,])", re.IGNORECASE)
BETWEEN_NAMES = re.compile(r"\s*[;,&/|]\s*|\s+[–-]\s+|\s+và\s+")
SIGNING_WORDS = re.compile(
    r"^(?:(?:bài|tin|ảnh|clip|thực hiện|tác giả)(?:\s*(?:,|&|-|và)\s*|\s*(?=:)))+:\s*", re.IGNORECASE
)
CREDIT = re.compile(r"\s*\((?:theo|nguồn)\b[^()]*\)\.?$", re.IGNORECASE)
SITE_IN_TITLE = re.compile(r"\s+[|–-]\s+[^|–-]{2,40}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What stands about an article on its page; the time is in UTC."""

    title: str | None
    published_at: datetime | None
    authors: tuple[str, ...]
    noarchive: bool


def metadata_of(page: Element, outlet: Outlet | None, own: OwnParts | None) -> Metadata:
    """The metadata of a page; `outlet` and `own` are None together, for a page of an unknown outlet."""
    layout = own.layout if own else None
    node = article_node(page, titles=[*_printed_titles(page, layout), *_meta(page, "og:title")])
    zone = outlet.zone if outlet else ZONE
    return Metadata(
        title=next(_titles(page, layout, node), None),
        published_at=next(_times(page, own, node, zone), None),
        authors=_authors(page, outlet, own, node),
        noarchive=any(ROBOTS_WISHES.search(text) for text in _meta(page, "robots", "googlebot")),
    )


def is_declared_otherwise(page: Element) -> bool:
    """Whether the page calls itself something that is not an article, a website or a profile, say."""
    types = _meta(page, "og:type")
    is_article = "article" in types or _meta(page, "article:published_time") or article_node(page)
    return bool(types) and not is_article


def _meta(page: Element, *names: str) -> list[str]:
    found = select(page, "meta[content]")
    return [
        as_seen(element.get("content", ""))
        for element in found
        if (element.get("property") or element.get("name") or "").lower() in names
    ]


def _titles(page: Element, layout: Layout | None, node: Mapping[str, Json]) -> Iterator[str]:
    headlines = _printed_titles(page, layout)
    stated = [*map(as_seen, strings(node.get("headline"))), *_meta(page, "og:title")]
    # On an unknown site the first h1 is as often the site's name as the headline.
    yield from filter(None, [*headlines, *stated] if layout else [*stated, *headlines])
    for element in select(page, "title"):
        yield from filter(None, [SITE_IN_TITLE.sub("", text_of(element))])


def _printed_titles(page: Element, layout: Layout | None) -> list[str]:
    return [text_of(element) for element in select(page, layout.title if layout else "h1")]


def _times(page: Element, own: OwnParts | None, node: Mapping[str, Json], zone: str) -> Iterator[datetime]:
    marked = [*strings(node.get("datePublished")), *_meta(page, "article:published_time")]
    printed = ""
    if own is None:
        marked += [element.get("datetime", "") for element in select(page, "time[datetime]")]
    else:
        elements = own.time()
        marked += [element.get("datetime", "") for element in elements]
        printed = " ".join(map(text_of, elements))
    yield from _read(marked_up_time(text, zone) for text in marked)
    yield from _read([printed_time(printed, zone)])


def _read(times: Iterable[datetime | None]) -> Iterator[datetime]:
    return (time for time in times if time is not None)


def _authors(
    page: Element, outlet: Outlet | None, own: OwnParts | None, node: Mapping[str, Json]
) -> tuple[str, ...]:
    layout = own.layout if own else None
    signed = [text_of(element) for element in own.found(own.layout.author)] if own else []
    sites = [*strings(node.get("publisher")), *_meta(page, "og:site_name")]
    sites += outlet.site_names if outlet else ()
    site_names = {as_seen(name).casefold() for name in sites}
    for candidates in (signed, strings(node.get("author")), _meta(page, "author")):
        # Before a name is parted at "và": a paper may be called "Thế giới và Việt Nam".
        texts = [text for text in map(as_seen, candidates) if text.casefold() not in site_names]
        people = tuple(name for name in people_in(texts, layout) if name.casefold() not in site_names)
        if people:
            return people
    return ()


def people_in(signatures: Iterable[str], layout: Layout | None) -> tuple[str, ...]:
    """Who signs, each once, in lines such as `Bài và ảnh: A – B` or `A (theo TTXVN)`; agencies do not."""
    agencies = re.compile("|".join(layout.bylines) if layout else "(?!)")
    bare = [CREDIT.sub("", text) for text in signatures]
    signed = [text for text in bare if not agencies.fullmatch(text)]
    return tuple(dict.fromkeys(name for text in signed for name in _names_in(text)))


def _names_in(signature: str) -> list[str]:
    signature = SIGNING_WORDS.sub("", signature.strip("() "))
    return [name for part in BETWEEN_NAMES.split(signature) for name in _hyphenated(part) if name]


def _hyphenated(names: str) -> list[str]:
    # Nhân Dân joins two people with a bare hyphen; only where each side has two words is it not one name.
    parts = [part.strip() for part in re.split("[–-]", names)]
    return parts if all(" " in part for part in parts) else [names]
