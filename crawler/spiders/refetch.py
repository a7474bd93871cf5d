"""The spider that looks at originals and renderings again when they are due, to see every edit and removal.

One look is one request: what fails is not tried again in this run but scheduled, as everything is, by the
checks so far. There is no queue to lose, and two runs at once share the work.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from archive.catalog.checks import checks_of
from archive.catalog.engine import reading
from archive.catalog.renderings import original_with_url
from archive.errors import WrongUsage
from archive.http1.statuses import PASSING
from archive.model import ABSENT, SEEN
from archive.outlets.canonical import Refusal
from archive.outlets.other import other_original
from archive.outlets.watched import watched_address
from crawler.capture.allowed_hosts import ANY_HOST
from crawler.capture.recording import PROBLEMS, recorder_for
from crawler.items import original_item, rendering_item
from crawler.spiders.due import checks_so_far, conditions, due_looks, lease_looks, next_look
from crawler.spiders.waiting import Waiting, host_of
from crawler.spiders.work import derive_leftovers, read_rendering

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from archive.fetch_schedule import FetchSchedule
    from archive.model import Capture, Check, Original
    from crawler.items import OriginalItem, RenderingItem

logger = logging.getLogger(__name__)

GIVEN_UP_AFTER = 5  # failures of one host in a row: the rest stays due for the next run
OBSERVED = SEEN | ABSENT


class RefetchSpider(Spider):
    name = "refetch"

    def __init__(self, url: str | None = None, due: str | None = None, **kwargs: Any) -> None:
        """What is due now, or would be by the time `due`; `url` names one address to look at, due or not."""
        super().__init__(**kwargs)
        self.url = _watchable(url) if url else None
        self.due = _time(due) if due else None
        self.planned: int | None = None  # looks that were due; None until that is known
        self.asked: set[str] = set()
        # One of a host at a time, so that none is on its way when the host is given up.
        self.waiting: Waiting[FetchSchedule] = Waiting(most=1, few=0)
        self.failures: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[Request]:
        await asyncio.to_thread(derive_leftovers, self.crawler)
        self.opened_at = recorder_for(self.crawler).now()
        by = max(self.opened_at, self.due or self.opened_at)
        plans = await asyncio.to_thread(due_looks, self.crawler, by, self.url)
        self.planned = len(plans)
        if self.url and not plans:
            self.problem(f"{self.url} is not watched: no rendering cites it or was read from it")
        async for plan in self.waiting.handed_out(plans, lambda wanted: lease_looks(self.crawler, wanted)):
            told = await asyncio.to_thread(checks_so_far, self.crawler, plan.url)
            # Leased now, so at rest: another crawl may have been there since this one began.
            if told and told[-1].at >= self.opened_at:
                self.waiting.done(plan.url)
                continue
            self.asked.add(plan.url)
            yield await self.request_for(plan.url, told)

    async def request_for(self, url: str, told: tuple[Check, ...]) -> Request:
        return Request(
            url,
            headers=await asyncio.to_thread(conditions, self.crawler, url, told, self.opened_at),
            callback=self.parse,
            errback=self.not_answered,
            cb_kwargs={"asked_url": url},
            meta={"dont_retry": True, ANY_HOST: other_original(url) is not None},
            dont_filter=True,
        )

    async def parse(self, response: Response, asked_url: str) -> AsyncIterator[OriginalItem | RenderingItem]:
        capture: Capture = response.meta["capture"]
        self.note(asked_url, failed=response.status in PASSING)
        original = await asyncio.to_thread(self._original, asked_url)
        if original:
            yield original_item(capture, cited_url=asked_url, outlet=original.outlet)
        elif response.status == HTTPStatus.OK and not capture.refers_to:
            article, rendering = await asyncio.to_thread(read_rendering, self.crawler, capture)
            yield rendering_item(capture, article, rendering, asked_url=asked_url)
        else:
            yield rendering_item(capture, None, None, asked_url=asked_url)

    def not_answered(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self.note(request.cb_kwargs["asked_url"], failed=True)
        logger.warning("not fetched: %s: %s", request.url, failure.value)

    def note(self, url: str, *, failed: bool) -> None:
        host = host_of(url)
        self.failures[host] = self.failures[host] + 1 if failed else 0
        if self.failures[host] == GIVEN_UP_AFTER:
            logger.warning("%s failed %d times in a row: left alone in this run", host, GIVEN_UP_AFTER)
            self.waiting.leave_alone(host)
        self.waiting.done(url)

    def _original(self, url: str) -> Original | None:
        with reading(recorder_for(self.crawler).catalog) as conn:
            return original_with_url(conn, url)

    def problem(self, what: str) -> None:
        logger.error("%s", what)
        self.crawler.stats.inc_value(PROBLEMS)

    def closed(self, reason: str) -> None:  # noqa: ARG002
        """One line that tells what came of the run; a run that saw nothing at all is a problem."""
        with reading(recorder_for(self.crawler).catalog) as conn:
            histories = [checks_of(conn, url) for url in sorted(self.asked)]
        states = Counter(
            told[-1].check.state for told in histories if told and told[-1].check.at >= self.opened_at
        )
        found = ", ".join(f"{count} {state}" for state, count in states.most_common()) or self._why_nothing()
        if self.planned is None:
            self.problem("the run ended before it knew what was due")
        upcoming = next_look(self.crawler)
        then = f"; next check {upcoming:%Y-%m-%d %H:%M} UTC" if upcoming else ""
        logger.info("%s: %d looked at: %s%s", self.name, states.total(), found, then)
        if states and OBSERVED.isdisjoint(states):
            self.problem("not one page could be looked at: is the network down, or are we kept out?")

    def _why_nothing(self) -> str:
        if self.planned:
            return f"other runs are at the {self.planned} that are due, or this one was ended"
        return "it is not known what was due" if self.planned is None else "nothing was due"


def _watchable(url: str) -> str:
    """The canonical address that is watched where this one is named."""
    found = watched_address(url)
    if isinstance(found, Refusal):
        raise WrongUsage(f"url={url}: {found.reason}")
    return found


def _time(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(f"due={text}: write a time like 2026-03-01T12:00Z") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
