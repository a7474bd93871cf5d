"""A host that says 403, 429 or 503 is left alone for as long as it asks (RFC 9110, section 10.2.3).

So is one that redirects and says for how long not to follow.

Scrapy reads Retry-After nowhere and retries at once, so this stands nearer to the network than its retries.
A host that asks for longer than a run should wait is given up for this run; the next fetches what it held.

A request waits here, not in a queue, so it takes up a place among CONCURRENT_REQUESTS; HostQueue sees to it
that each host has one such place and no more.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest

from archive.http1.location import REDIRECTS
from archive.http1.retry_after import retry_after
from archive.http1.statuses import BUSY
from archive.model import Outcome
from crawler.capture.recording import recorder_for

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

LONGEST_HOLD = timedelta(minutes=5)
LOOK_UP = 1.0  # seconds; so often it is seen whether the crawl was told to end
HOLD_DELAYS = 5  # a host that names no time is left alone for so many of its delays, doubled at each retry


class HoldingMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.now = recorder_for(crawler).now
        self._held_until: dict[str, datetime] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        host = urlsplit(request.url).netloc
        now = self.now()
        while (until := self._held_until.get(host, now)) > now:
            if until - now > LONGEST_HOLD:
                detail = f"{host} asked to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC"
                outcome = Outcome(url=request.url, at=now, kind="stay_away", detail=detail)
                recorder_for(self.crawler).outcome(outcome)
                raise IgnoreRequest(f"{request.url}: {detail}")
            await asyncio.sleep(min((until - now).total_seconds(), LOOK_UP))
            if not self.crawler.engine.running:
                raise IgnoreRequest(f"{request.url}: the crawl ends while {host} is left alone")
            now = self.now()

    def process_response(self, request: Request, response: Response) -> Response:
        now = self.now()
        asked = retry_after(response.headers.get("Retry-After"), now)
        # A robots.txt that is forbidden forbids nothing (RFC 9309, section 2.3.1.3).
        forbidden_robots = request.meta.get("is_robots_txt") and response.status == HTTPStatus.FORBIDDEN
        if response.status in BUSY and not forbidden_robots:
            self._hold(request, response, now, asked if asked is not None else self._backoff(request))
        elif response.status in REDIRECTS and asked:
            self._hold(request, response, now, asked)
        return response

    def _hold(self, request: Request, response: Response, now: datetime, wait: timedelta) -> None:
        host = urlsplit(request.url).netloc
        self._held_until[host] = max(self._held_until.get(host, now), now + wait)
        logger.info("%s answered %d: held for %s", host, response.status, wait)

    def _backoff(self, request: Request) -> timedelta:
        slots = self.crawler.engine.downloader.slots
        slot = slots.get(request.meta.get("download_slot", ""))
        delay = slot.delay if slot else self.crawler.settings.getfloat("DOWNLOAD_DELAY")
        return timedelta(seconds=delay * HOLD_DELAYS * 2 ** request.meta.get("retry_times", 0))
