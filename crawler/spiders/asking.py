"""Requests that are awaited where they are made; robots.txt, delays and capture are as for all others."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from scrapy import Request, signals
from scrapy.http.request import NO_CALLBACK

from crawler.capture.unanswered import NO_ANSWER

if TYPE_CHECKING:
    from typing import Any

    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)


async def answer_to(crawler: Crawler, url: str, meta: dict[str, Any] | None = None) -> Response | None:
    """The answer at a URL, redirects followed; None where there is none: the archive says why."""
    request = Request(url, callback=NO_CALLBACK, meta=meta, dont_filter=True)
    try:
        return await crawler.engine.download_async(request)
    except NO_ANSWER as error:
        logger.warning("not fetched: %s: %s", url, error)
        return None


async def quiet(crawler: Crawler) -> None:
    """Wait until all that the spider has asked for so far is answered, and its items are through."""
    engine = crawler.engine
    while True:
        await crawler.signals.wait_for(signals.scheduler_empty)
        slot = engine.scraper.slot
        if not engine.downloader.active and (slot is None or slot.is_idle()):
            return
