"""One search's questions to the web: so many and no more, each answer archived and read."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.catalog.articles import holds_page, latest_article_of
from archive.catalog.captures import addresses_reached
from archive.catalog.engine import reading
from archive.derive.pages import derived_text
from archive.derive.pairs import pairs_of_original
from archive.http1.statuses import PASSING
from crawler.capture.recording import recorder_for
from crawler.spiders.asking import answer_to
from crawler.spiders.listings import urls_in_listing
from crawler.spiders.work import read_rendering

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from archive.derive.pages import Extractor
    from archive.model import Article, Capture, Rendering


@dataclass(slots=True, kw_only=True)
class Inquiry:
    """`left` counts the requests that may still be made; `listed` is what listings this crawl has read.

    `unheard` counts listings that could not be read this time: while there are any, finding nothing means
    nothing.
    """

    crawler: Crawler
    extract: Extractor
    listed: dict[str, list[str]]
    left: int
    unheard: int = field(default=0)

    async def urls_at(self, url: str) -> list[str]:
        """The addresses that a page lists; read once in a crawl, whoever asks."""
        if url not in self.listed and self.left:
            response = await self._answer(url)
            if response is None or response.status in PASSING:
                self.unheard += 1
                return []
            await self._read(response)
            self.listed[url] = urls_in_listing(response) if response.status == HTTPStatus.OK else []
        return self.listed.get(url, [])

    async def rendering_at(self, url: str) -> Rendering | None:
        """The rendering on a page of the aggregator, in the catalog by then and paired."""
        response = await self._answer(url) if self.left else None
        if response is None or response.status != HTTPStatus.OK:
            return None
        return (await asyncio.to_thread(read_rendering, self.crawler, response.meta["capture"]))[1]

    async def article_at(self, url: str) -> Article | None:
        """The text of an outlet's page: the archive's, or one that is fetched for it."""
        known = self._archived(url)
        if known is None and self.left and (response := await self._answer(url)):
            await self._read(response)
            await asyncio.to_thread(pairs_of_original, recorder_for(self.crawler).catalog, url)
            known = self._archived(url)
        return known

    async def _answer(self, url: str) -> Response | None:
        self.left -= 1
        return await answer_to(self.crawler, url)

    async def _read(self, response: Response) -> None:
        """Give the page the text that a rebuild would give it."""
        capture: Capture = response.meta["capture"]
        if holds_page(capture):
            recorder = recorder_for(self.crawler)
            collection, catalog = recorder.collection, recorder.catalog
            await asyncio.to_thread(derived_text, collection, catalog, capture, self.extract)

    def _archived(self, url: str) -> Article | None:
        with reading(recorder_for(self.crawler).catalog) as conn:
            found = latest_article_of(conn, addresses_reached(conn, url))
        return found[1] if found else None
