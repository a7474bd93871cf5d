"""robots.txt as RFC 9309 has it: a 4xx allows; 429, 5xx or silence mean stay away. It is read again daily.

Scrapy's own middleware parses any body whatever its status, takes any error for "allowed", never reads
robots.txt again, and does not apply Crawl-delay.
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isclose
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from archive.model import Outcome, OutcomeKind
from crawler.capture.allowed_hosts import ANY_HOST
from crawler.capture.recording import recorder_for
from crawler.capture.unanswered import NO_ANSWER

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

READ_AGAIN_AFTER = timedelta(hours=24)  # RFC 9309, section 2.4
LONGEST_CRAWL_DELAY = 60.0  # seconds; more than this is a wish to be left alone that Disallow should say
LARGEST = 512 * 1024  # bytes; RFC 9309, section 2.5, asks for at least 500 KiB
MOST_REDIRECTS = 5  # RFC 9309, section 2.3.1.2

_GROUP = re.compile(r"^[ \t]*user[- ]?agent\b[ \t]*:?[ \t]*(\*|[A-Za-z_-]*).*$", re.IGNORECASE | re.MULTILINE)
_NOBODY = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRules:
    """What a host allows. `stay_away` is the reason when nothing may be fetched at all."""

    parser: Protego | None
    read_at: datetime
    stay_away: str | None = None

    def denial(self, url: str, user_agent: str) -> tuple[OutcomeKind, str] | None:
        if self.stay_away:
            return "stay_away", self.stay_away
        if self.parser is not None and not self.parser.can_fetch(url, user_agent):
            return "robots", f"robots.txt of {urlsplit(url).netloc} disallows it"
        return None


class RobotsMiddleware:
    """`now` tells when robots.txt was read, and so when it must be read again."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.now = recorder_for(crawler).now
        self.user_agent: str = crawler.settings["ROBOTSTXT_USER_AGENT"]
        self.tries = 1 + crawler.settings.getint("RETRY_TIMES")
        self._rules: dict[str, RobotsRules] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("is_robots_txt"):
            return
        rules = await self._rules_for(request)
        denied = rules.denial(request.url, self.user_agent)
        if denied:
            kind, detail = denied
            outcome = Outcome(url=request.url, at=self.now(), kind=kind, detail=detail)
            recorder_for(self.crawler).outcome(outcome)
            raise IgnoreRequest(f"{request.url}: {detail}")

    async def _rules_for(self, request: Request) -> RobotsRules:
        parts = urlsplit(request.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        async with self._locks.setdefault(origin, asyncio.Lock()):
            known = self._rules.get(origin)
            if known is None or self.now() - known.read_at >= READ_AGAIN_AFTER:
                known = self._rules[origin] = await self._read(origin, request)
            self._apply_crawl_delay(parts.hostname or "", known)
        return known

    async def _read(self, origin: str, page: Request) -> RobotsRules:
        """The host's rules. A host that does not tell them is asked a few times, as for a page."""
        for _ in range(self.tries):
            rules = await self._asked(origin, page)
            if not rules.stay_away:
                return rules
        logger.warning("%s is left alone: %s", origin, rules.stay_away)
        return rules

    async def _asked(self, origin: str, page: Request) -> RobotsRules:
        request = Request(f"{origin}/robots.txt", priority=1000, callback=NO_CALLBACK, dont_filter=True)
        # Not Scrapy's retries: those would also repeat a 4xx, which is an answer here.
        request.meta.update(is_robots_txt=True, dont_retry=True, redirect_ttl=MOST_REDIRECTS)
        request.meta[ANY_HOST] = page.meta.get(ANY_HOST, False)
        try:
            response = await self.crawler.engine.download_async(request)
        except NO_ANSWER as error:
            return RobotsRules(parser=None, read_at=self.now(), stay_away=f"robots.txt: {error}")
        return rules_in(response.status, response.body, self.user_agent, self.now())

    def _apply_crawl_delay(self, host: str, rules: RobotsRules) -> None:
        """What is asked for is the least that is kept: the jitter, which goes both ways, only adds to it."""
        wished = rules.parser.crawl_delay(self.user_agent) if rules.parser else None
        slot = self.crawler.engine.downloader.slots.get(host)
        if wished is None or slot is None:
            return
        delay, shortest = min(float(wished), LONGEST_CRAWL_DELAY), slot.delay * (1 - slot.jitter)
        if delay > shortest and not isclose(delay, shortest):
            logger.info("%s asks for %g s between requests", host, delay)
            slot.delay = delay * (1 + slot.jitter)
            slot.jitter /= 1 + slot.jitter


def rules_in(status: int, body: bytes, user_agent: str, now: datetime) -> RobotsRules:
    """The rules that a robots.txt answer of this status stands for (RFC 9309, section 2.3.1)."""
    if status >= 500 or status == 429:  # noqa: PLR2004
        return RobotsRules(parser=None, read_at=now, stay_away=f"robots.txt answered {status}")
    if status // 100 != 2:  # noqa: PLR2004
        return RobotsRules(parser=None, read_at=now)
    text = body[:LARGEST].decode("utf-8-sig", errors="replace")
    return RobotsRules(parser=Protego.parse(_with_whole_tokens(text, user_agent)), read_at=now)


def _with_whole_tokens(text: str, user_agent: str) -> str:
    """The text with groups for `user_agent`, all, and nobody: a product token is compared whole.

    RFC 9309, section 2.2.1; Protego would take `Kal` for Kalla, and `Kalla/1.0` for another.
    """
    return _GROUP.sub(lambda found: f"User-agent: {_named(found[1], user_agent)}", text)


def _named(name: str, user_agent: str) -> str:
    return name if name == "*" or name.lower() == user_agent.lower() else _NOBODY
