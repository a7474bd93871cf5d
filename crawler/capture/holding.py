"""A host that says 403, 429 or 503 is left alone for as long as it asks (RFC 9110, section 10.2.3).

Scrapy reads Retry-After nowhere and retries at once. A host that asks for longer than a run should wait is
given up for this run; what it held is fetched by the next.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from archive.http1.retry_after import retry_after
from archive.model import Outcome
from crawler.capture.recording import recorder_for

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

BUSY_STATUSES = frozenset({403, 429, 503})  # vietnam.vn says 403 for a quarter of an hour after a burst
LONGEST_HOLD = timedelta(minutes=5)
HOLD_DELAYS = 5  # a host that names no time is left alone for so many of its delays, doubled at each retry


class HoldingMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._held_until: dict[str, datetime] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        until = self._held_until.get(host)
        now = datetime.now(UTC)
        if until is None or until <= now:
            return
        if until - now > LONGEST_HOLD:
            detail = f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC"
            outcome = Outcome(url=request.url, at=now, kind="stay_away", detail=detail)
            recorder_for(self.crawler).outcome(outcome)
            raise IgnoreRequest(f"{request.url}: {detail}")
        await asyncio.sleep((until - now).total_seconds())

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in BUSY_STATUSES:
            now = datetime.now(UTC)
            asked = retry_after(response.headers.get("Retry-After"), now)
            wait = asked if asked is not None else self._backoff(request)
            host = urlsplit(request.url).netloc
            self._held_until[host] = max(self._held_until.get(host, now), now + wait)
            logger.info("%s answered %d: held for %s", host, response.status, wait)
        return response

    def _backoff(self, request: Request) -> timedelta:
        slots = self.crawler.engine.downloader.slots
        slot = slots.get(request.meta.get("download_slot", ""))
        delay = slot.delay if slot else self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        return timedelta(seconds=delay * HOLD_DELAYS * 2 ** request.meta.get("retry_times", 0))
