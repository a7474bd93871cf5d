"""What each look at a URL showed of the article: captures, outcomes and texts of the catalog put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.looks import led_there_too
from archive.change.sighting import Sighting
from archive.derive.pages import extractor_at
from archive.http1.message import response_head
from archive.http1.retry_after import retry_after
from archive.http1.statuses import BUSY
from archive.model import NO_ARTICLE
from archive.outlets.same_article import same_article
from archive.text.container import remove
from archive.text.tree import UnreadablePage, select, text_of, tree_of
from archive.warc.pages import head_at, page_at

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from archive.catalog.looks import Look
    from archive.model import Article, Capture, Page

UNSEEN = "script, style, template"
LARGEST_WALL = 1_000_000  # bytes; what keeps readers out is a small page


def sighting_of(look: Look, article: Article | None) -> Sighting:
    """What a look showed by its answers alone, and the text of the last one's body.

    `record_id` is that of the last hop, a 304's revisit included.
    """
    landed_on = look.landed_on
    same = landed_on is None or same_article(look.url, landed_on)
    if look.outcome is not None or not look.hops:
        kind = look.outcome.kind if look.outcome else None
        return Sighting(at=look.at, outcome=kind, landed_on=landed_on, same_article=same)
    end = look.hops[-1]
    not_modified = end.status == HTTPStatus.NOT_MODIFIED
    return Sighting(
        at=look.at,
        status=end.status,
        record_id=end.record_id,
        digest=end.digest,
        article=article,
        truncated=end.truncated,
        conditional=not_modified,  # any other answer is whole, whatever validators were sent
        # A 304 at the end of redirects speaks of the article at its new address.
        landed_on=None if not_modified and same else landed_on,
        same_article=same,
    )


def visible_text(page: Page) -> str:
    """All that a reader sees of a page, unless it is too large to be one that keeps readers out."""
    if len(page.body) > LARGEST_WALL:
        return ""
    try:
        root = tree_of(page)
    except UnreadablePage:
        return ""
    for element in select(root, UNSEEN):
        remove(element)
    return text_of(root)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """Where sightings are made from: a collection's folder, and its catalog."""

    root: Path
    conn: Connection

    def of(self, look: Look) -> Sighting:
        """What a look showed, and what the catalog and the WARC files know besides."""
        if look.outcome is not None or not look.hops:
            return sighting_of(look, None)
        end = look.hops[-1]
        article = self._article(look, end)
        return replace(
            sighting_of(look, article),
            visible_text=self._visible_text(end, article),
            retry_at=self._retry_at(end),
            companions=led_there_too(self.conn, look) if look.landed_on else 0,
        )

    def _article(self, look: Look, end: Capture) -> Article | None:
        """The text of the answer's body; None of another extractor's, which cannot be compared."""
        if end.status != HTTPStatus.OK:
            return None
        article = article_of(self.conn, end.body_record)
        return article if article and article.extractor == extractor_at(look.url) else None

    def _visible_text(self, end: Capture, article: Article | None) -> str:
        """All a reader sees on a page that holds no article: it may say who is kept out."""
        if article is None or article.extraction not in NO_ARTICLE:
            return ""
        page = page_at(self.root, end, lambda revisit: capture_with_id(self.conn, revisit.refers_to or ""))
        return visible_text(page)

    def _retry_at(self, end: Capture) -> datetime | None:
        if end.status not in BUSY:
            return None
        head = response_head(head_at(self.root, end))
        if head is None:
            return None
        wait = retry_after(next(iter(head.values(b"retry-after")), None), end.captured_at)
        return end.captured_at + wait if wait is not None else None
