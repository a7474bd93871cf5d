"""Requests that are awaited where they are made; robots.txt, delays and capture are as for all others."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http.request import NO_CALLBACK

from crawler.capture.unanswered import NO_ANSWER

if TYPE_CHECKING:
    from typing import Any

    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

LOOKS, BETWEEN_LOOKS = 2, 0.1  # seconds


async def answer_to(crawler: Crawler, url: str, meta: dict[str, Any] | None = None) -> Response | None:
    """The answer at a URL, redirects followed; None where there is none: the archive says why."""
    request = Request(url, callback=NO_CALLBACK, meta=meta, dont_filter=True)
    try:
        return await crawler.engine.download_async(request)
    except NO_ANSWER as error:
        logger.warning("not fetched: %s: %s", url, error)
        return None


async def quiet(crawler: Crawler) -> None:
    """Wait until all that the spider has asked for so far is answered, and its items are through.

    The engine calls itself idle only once `start` has ended, which is where this is awaited, so it is looked
    at: twice, for a redirect lies nowhere for a moment.
    """
    still = 0
    while still < LOOKS:
        await asyncio.sleep(BETWEEN_LOOKS)
        scheduler, slot = crawler.engine.scheduler, crawler.engine.scraper.slot
        waiting = scheduler is not None and scheduler.has_pending_requests()
        busy = waiting or crawler.engine.downloader.active or (slot is not None and not slot.is_idle())
        still = 0 if busy else still + 1
