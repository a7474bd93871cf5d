"""Makes the clean article of one page: a pure function of its bytes, the extractor and the outlet's facts.

A known outlet's page without the article's container has no text, whatever else stands on it: a section page,
a removed article's shell and a soft 404 would otherwise pass for rewritten articles. Whole-page extraction
is for pages of unknown outlets alone, and not for those that call themselves something else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.model import Article, Block
from archive.outlets.outlet import GONE
from archive.text.blocks import lines_of
from archive.text.container import WITHOUT_TEXT, container_of, remove
from archive.text.extract import prose_lines, prose_of, without_spaces
from archive.text.language import language_of_blocks
from archive.text.metadata import is_declared_otherwise, metadata_of, people_in
from archive.text.own_parts import OwnParts
from archive.text.tree import UnreadablePage, select, text_of, tree_of
from archive.text.version import extractor_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lxml.etree import _Element as Element

    from archive.model import Extraction, Page
    from archive.outlets.outlet import Layout, Outlet
    from archive.text.blocks import Line

LARGEST_PAGE = 5_000_000  # bytes; the largest real page seen had 2.2 million
HTTP_ERROR = 400
LETTER = re.compile(r"[^\W\d_]")


def article_from_page(page: Page, outlet: Outlet | None) -> Article:
    """The article of a page; where `extraction` is neither `ok` nor `fallback` it has no blocks.

    `outlet` is the one whose host served the page, None for a host that no outlet file names. The layout is
    that of the day of the capture.
    """
    if len(page.body) > LARGEST_PAGE:
        return article_without_text(page, outlet, "too_big")
    try:
        root = tree_of(page)
    except UnreadablePage:
        return article_without_text(page, outlet, "failed")
    own = _own_parts(root, outlet, page.captured_at.date()) if outlet else None
    metadata = metadata_of(root, outlet, own)
    extraction, body = _body(page, root, own, metadata.title)
    if extraction == "container_missing":  # what the page says of itself is not about an article
        return replace(article_without_text(page, outlet, extraction), noarchive=metadata.noarchive)
    article = Article(
        record_id=page.record_id,
        extraction=extraction,
        extractor=extractor_of(outlet),
        title=metadata.title,
        published_at=metadata.published_at,
        authors=metadata.authors or _signed_by(body, own.layout if own else None),
        noarchive=metadata.noarchive,
    )
    if not body:
        return article
    title = (Block(type="title", text=metadata.title),) if metadata.title else ()
    lang = language_of_blocks([block.text for block in body])
    return replace(article, lang=lang, blocks=(*title, *body))


def _own_parts(root: Element, outlet: Outlet, day: date) -> OwnParts:
    """In the layout of the day, or the one in which the page is an article: web archives serve old pages."""
    each = [OwnParts(root, layout) for layout in outlet.layouts_from(day)]
    return next((own for own in each if own.body is not None), each[0])


def article_without_text(page: Page, outlet: Outlet | None, extraction: Extraction) -> Article:
    """What is kept of a page whose text could not be had: why."""
    return Article(record_id=page.record_id, extraction=extraction, extractor=extractor_of(outlet))


def _body(
    page: Page, root: Element, own: OwnParts | None, title: str | None
) -> tuple[Extraction, tuple[Block, ...]]:
    if page.status >= HTTP_ERROR:
        return "container_missing", ()
    if own is not None:
        return _body_of_layout(own)
    if urlsplit(page.url).path in {"", "/"} or is_declared_otherwise(root):
        return "container_missing", ()
    for element in select(root, WITHOUT_TEXT):
        remove(element)
    blocks = tuple(Block(type=kind, text=text) for kind, text in prose_lines(root) if text != title)
    if not blocks or _says(GONE, blocks):
        return "container_empty", ()
    return "fallback", blocks


def _body_of_layout(own: OwnParts) -> tuple[Extraction, tuple[Block, ...]]:
    layout, container = own.layout, container_of(own)
    if container is None:
        return "container_missing", ()
    for element in [*select(container, layout.title), *select(container, layout.lead)]:
        remove(element)
    lines = _prose(container, lines_of(container, layout))
    said = [line for line in lines if line.type != "byline" and LETTER.search(line.text)]
    if not said or _says(layout.notices, said):
        return "container_empty", ()
    lead = next(filter(None, map(text_of, own.found(layout.lead))), None)
    if lead is None:
        return "ok", _blocks(lines)
    first = next((line for line in lines if line.type == "paragraph"), None)
    repeated = first is not None and first.text == lead
    lines = [line for line in lines if not (repeated and line is first)]
    return "ok", (Block(type="lead", text=lead), *_blocks(lines))


def _prose(container: Element, lines: list[Line]) -> list[Line]:
    """The lines less those of boxes in which trafilatura finds no prose at all.

    What stands in the body itself is the article's. What stands in a box of its own may be tags or a widget
    that the outlet file does not name yet. A box of captions or bylines alone is told by the outlet's rules.
    """
    judged = [line for line in lines if line.box and line.type in {"paragraph", "heading"}]
    if not judged:
        return lines
    prose = prose_of(container)
    kept = {line.box for line in judged if without_spaces(line.text) in prose}
    dropped = {line.box for line in judged} - kept
    return [line for line in lines if line.box not in dropped]


def _says(notices: Iterable[str], lines: Iterable[Line | Block]) -> bool:
    """Whether all that is left is a sentence to say that the article is gone."""
    text = " ".join(line.text for line in lines)
    return any(re.fullmatch(notice, text, re.IGNORECASE) for notice in notices)


def _blocks(lines: list[Line]) -> tuple[Block, ...]:
    return tuple(Block(type=line.type, text=line.text) for line in lines)


def _signed_by(body: tuple[Block, ...], layout: Layout | None) -> tuple[str, ...]:
    """The people that sign in the text itself; agencies are credited there too, and are no authors."""
    return people_in((block.text for block in body if block.type == "byline"), layout)
