"""Texts of captured pages: an outlet's page becomes an article, the aggregator's a rendering as well."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Protocol

from archive.catalog.articles import article_of, captures_to_extract, put_article
from archive.catalog.captures import capture_with_id
from archive.catalog.engine import reading, writing
from archive.catalog.outlines import await_outline
from archive.errors import UnreadableInput
from archive.indexing import index_rendering
from archive.model import HAS_TEXT, Article
from archive.outlets.address import address_parts
from archive.outlets.editions import edition_at
from archive.outlets.mementos import memento_at, original_address
from archive.outlets.registry import all_outlets, outlet_for_url
from archive.outlets.vietnamvn import AGGREGATOR
from archive.rendering.record import rendering_from_record
from archive.rendering.rules import EXTRACTOR
from archive.text.version import extractor_of
from archive.warc.pages import page_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Engine

    from archive.collection import Collection
    from archive.model import Capture, Page, Rendering
    from archive.outlets.outlet import Outlet


class Extractor(Protocol):
    """Whatever turns a page into an article: the function itself, or a pool of processes around it."""

    def __call__(self, page: Page, outlet: Outlet | None) -> Article: ...


def derived_texts(collection: Collection, engine: Engine, extract: Extractor) -> Iterator[Article]:
    """The text of every capture that has none of the current extractor, once it is in the catalog."""
    with reading(engine) as conn:
        todo = list(captures_to_extract(conn, extractor_at))
    for capture in todo:
        yield derived_text(collection, engine, capture, extract)


def derived_unread(
    collection: Collection, engine: Engine, extract: Extractor, since: datetime
) -> Iterator[Article]:
    """The text, or why there is none, of every capture since then that nobody has read."""
    with reading(engine) as conn:
        todo = [
            capture
            for capture in captures_to_extract(conn, extractor_at)
            if capture.captured_at >= since and article_of(conn, capture.record_id) is None
        ]
    for capture in todo:
        yield derived_text(collection, engine, capture, extract)


@cache
def current_extractors() -> dict[str, str]:
    """The name of the extractor that texts of each host are made with now."""
    extractors = {host: extractor_of(outlet) for outlet in all_outlets() for host in outlet.hosts}
    return extractors | dict.fromkeys(AGGREGATOR.hosts, EXTRACTOR)


def extractor_at(url: str) -> str | None:
    """The name of the extractor for the text at a URL; a memento's is that of the page it is a capture of.

    None for a robots.txt, which some sites serve as a page.
    """
    parts = address_parts(original_address(url))
    if parts.path == "/robots.txt":
        return None
    return current_extractors().get(parts.hostname or "", extractor_of(None))


def derived_text(collection: Collection, engine: Engine, capture: Capture, extract: Extractor) -> Article:
    """The text of one capture, from its bytes in the WARC file. Raises BrokenRecord."""
    page = page_of(collection, engine, capture)
    host = address_parts(capture.url).hostname or ""
    if host in AGGREGATOR.hosts:
        return derived_rendering(engine, capture, page)[0]
    if memento := memento_at(capture.url):  # read as the outlet's page of that day
        page = replace(page, url=memento.original, captured_at=memento.at)
    article = extract(page, outlet_for_url(page.url))
    with writing(engine) as conn:
        put_article(conn, article)
        if article.extraction in HAS_TEXT:
            await_outline(conn, article.record_id)
    return article


def derived_rendering(engine: Engine, capture: Capture, page: Page) -> tuple[Article, Rendering | None]:
    """What a page of the aggregator holds: its text, and the rendering if it is one.

    A page without an article is a status, as at an outlet: a changed layout must not pass for an empty day.
    """
    rendering = _rendering_on(page)
    article = Article(
        record_id=capture.record_id,
        extraction="ok" if rendering else "container_missing",
        extractor=EXTRACTOR,
        title=rendering.title if rendering else None,
        lang=rendering.lang if rendering else None,
        blocks=rendering.blocks if rendering else (),
    )
    with writing(engine) as conn:
        put_article(conn, article)
        if rendering:
            rendering = index_rendering(
                conn, rendering, record_id=capture.record_id, at=capture.captured_at, digest=capture.digest
            )
    return article, rendering


def page_of(collection: Collection, engine: Engine, capture: Capture) -> Page:
    """The page a capture holds; a revisit's body is that of the record it refers to. Raises BrokenRecord."""

    def original(revisit: Capture) -> Capture | None:
        with reading(engine) as conn:
            return capture_with_id(conn, revisit.refers_to) if revisit.refers_to else None

    return page_at(collection.root, capture, original)


def _rendering_on(page: Page) -> Rendering | None:
    if edition_at(page.url) is None:
        return None
    try:
        return rendering_from_record(page.content_type, page.body, source=page.url)
    except UnreadableInput:
        return None
