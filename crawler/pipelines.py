"""The pipeline that gives each captured original its text, its state and its pairs."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.checks import is_watched
from archive.catalog.engine import reading
from archive.derive.checks import derived_checks, derived_leftovers
from archive.derive.finding import outline_waiting_texts
from archive.derive.pages import derived_text, derived_unread
from archive.derive.pairs import pairs_of_original
from archive.model import time_text
from archive.text.worker import ExtractionPool
from crawler.capture.recording import recorder_for
from crawler.items import RenderingItem

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from archive.model import Article
    from crawler.items import OriginalItem


class DerivePipeline:
    """Extraction runs in another process, which is killed at its time limit; the crawl goes on meanwhile."""

    def __init__(self, crawler: Crawler) -> None:
        self.recorder = recorder_for(crawler)
        self.opened_at = self.recorder.now()
        self.pool = ExtractionPool(time_limit=crawler.settings.getfloat("KALLA_EXTRACTION_SECONDS"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_item(self, item: OriginalItem | RenderingItem) -> OriginalItem | RenderingItem:
        if isinstance(item, RenderingItem):  # it was read already, for its citation is followed
            item.state = await asyncio.to_thread(self._state, item.asked_url)
            return item
        if item.status == HTTPStatus.OK:
            _fill_in(item, await asyncio.to_thread(self._article, item.record_id))
        item.state = await asyncio.to_thread(self._state, item.cited_url)
        pairs = await asyncio.to_thread(pairs_of_original, self.recorder.catalog, item.cited_url)
        item.renderings = [
            {"id": pair.rendering_id, "verdict": pair.verdict, "score": pair.score} for pair in pairs
        ]
        return item

    def close_spider(self) -> None:
        """Tell also the looks that brought no item: what was not answered is an outcome in the catalog.

        Scrapy gives no spider a page that is, or unpacks to, more than it allows: that status is told here.
        """
        collection, catalog = self.recorder.collection, self.recorder.catalog
        with closing(self.pool):
            if self.recorder.crawler.stats.get_value("kalla/recording_failed"):
                return  # nothing more can be written; the next run tells it
            for _ in derived_unread(collection, catalog, self.pool.article, self.opened_at):
                pass
        derived_leftovers(collection, catalog, self.opened_at)
        outline_waiting_texts(catalog)

    def _state(self, url: str) -> str | None:
        """What the look that just ended says of the article, now that its text is there."""
        catalog = self.recorder.catalog
        with reading(catalog) as conn:
            if not is_watched(conn, url):
                return None
        (told,) = derived_checks(self.recorder.collection, catalog, [url])
        return told[-1].check.state if told else None

    def _article(self, record_id: str) -> Article:
        catalog = self.recorder.catalog
        with reading(catalog) as conn:
            capture = capture_with_id(conn, record_id)
        if capture is None:
            raise LookupError(f"{record_id} was handed on without a row in the catalog")
        if capture.refers_to:  # a revisit's text is that of the page it repeats
            with reading(catalog) as conn:
                if known := article_of(conn, capture.refers_to):
                    return known
        return derived_text(self.recorder.collection, catalog, capture, self.pool.article)


def _fill_in(item: OriginalItem, article: Article) -> None:
    item.extraction = article.extraction
    item.title = article.title
    item.published_at = time_text(article.published_at)
    item.authors = list(article.authors)
    item.lang = article.lang
    item.blocks = [asdict(block) for block in article.blocks]
