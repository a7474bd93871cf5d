"""What each look at a URL showed of the article: captures, outcomes and texts of the catalog put together."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.catalog.captures import capture_with_id
from archive.catalog.looks import led_there_too
from archive.catalog.pairs import article_of
from archive.catalog.renderings import original_with_url
from archive.change.sighting import CONTAINER_GONE, Sighting
from archive.derive.pages import extractor_at
from archive.http1.head import NotHttp, parse_response_head
from archive.http1.retry_after import retry_after
from archive.model import Original
from archive.outlets.canonical import original_of
from archive.outlets.editions import edition_at
from archive.outlets.registry import all_outlets
from archive.text.container import remove
from archive.text.tree import UnreadablePage, select, text_of, tree_of
from archive.warc.pages import head_at, page_at

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection

    from archive.catalog.looks import Look
    from archive.model import Article, Capture

ASKS_TO_WAIT = frozenset({HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
UNSEEN = "script, style, template"
LARGEST_WALL = 1_000_000  # bytes; what keeps readers out is a small page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sights:
    """Where sightings are made from: a collection's folder, and its catalog."""

    root: Path
    conn: Connection

    def of(self, look: Look) -> Sighting:
        """What a look showed. `record_id` is that of the last hop, a 304's revisit included."""
        if look.outcome is not None or not look.hops:
            return Sighting(
                at=look.at,
                outcome=look.outcome.kind if look.outcome else None,
                landed_on=look.landed_on,
                same_article=self._is_same_article(look),
            )
        end = look.hops[-1]
        not_modified = end.status == HTTPStatus.NOT_MODIFIED
        article = self._article(look, end)
        same_article = self._is_same_article(look)
        return Sighting(
            at=look.at,
            status=end.status,
            record_id=end.record_id,
            digest=end.digest,
            article=article,
            visible_text=self._visible_text(end, article),
            truncated=end.truncated,
            conditional=not_modified,  # any other answer is whole, whatever validators were sent
            retry_at=self._retry_at(end),
            # A 304 at the end of redirects speaks of the article at its new address.
            landed_on=None if not_modified and same_article else look.landed_on,
            same_article=same_article,
            companions=led_there_too(self.conn, look) if look.landed_on else 0,
        )

    def _is_same_article(self, look: Look) -> bool:
        """Whether the redirects led to the same article: at an alias, a successor, under another section."""
        if look.landed_on is None:
            return True
        known = original_with_url(self.conn, look.url)
        if known is None:
            here, there = edition_at(look.url), edition_at(look.landed_on)
            return here is not None and here == there
        landed = original_of(look.landed_on, all_outlets())
        return (
            isinstance(landed, Original)
            and landed.outlet == known.outlet
            and landed.article_id == known.article_id
        )

    def _article(self, look: Look, end: Capture) -> Article | None:
        """The text of the answer's body; None of another extractor's, which cannot be compared."""
        if end.status != HTTPStatus.OK:
            return None
        article = article_of(self.conn, end.body_record)
        return article if article and article.extractor == extractor_at(look.url) else None

    def _visible_text(self, end: Capture, article: Article | None) -> str:
        """All a reader sees on a page that holds no article: it may say who is kept out."""
        if article is None or article.extraction not in CONTAINER_GONE:
            return ""
        page = page_at(self.root, end, lambda revisit: capture_with_id(self.conn, revisit.refers_to or ""))
        if len(page.body) > LARGEST_WALL:
            return ""
        try:
            root = tree_of(page)
        except UnreadablePage:
            return ""
        for element in select(root, UNSEEN):
            remove(element)
        return text_of(root)

    def _retry_at(self, end: Capture) -> datetime | None:
        if end.status not in ASKS_TO_WAIT:
            return None
        try:
            head = parse_response_head(head_at(self.root, end))
        except NotHttp:
            return None
        wait = retry_after(next(iter(head.values(b"retry-after")), None), end.captured_at)
        return end.captured_at + wait if wait is not None else None
