"""The spider that finds renderings at vietnam.vn, by its daily sitemaps, and follows their citations.

A sitemap or page that cannot be used is a problem that is named and makes the exit code 1, never "0 articles,
finished": the site answers 403 for a while to those who hurry.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from datetime import date, timedelta
from http import HTTPStatus
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Literal

from scrapy import Request

from archive.catalog.engine import reading
from archive.catalog.statements import last_day_listed
from archive.catalog.unread_pages import pages_to_ask_again
from archive.errors import WrongUsage
from archive.model import Listed
from archive.outlets.editions import Edition, edition_at
from archive.outlets.vietnamvn import AGGREGATOR
from crawler.capture.recording import PROBLEMS, recorder_for
from crawler.items import rendering_item
from crawler.spiders.asking import quiet
from crawler.spiders.day_sitemaps import days_named, editions_listed, inner_sitemaps
from crawler.spiders.lost_links import lost_in_edition
from crawler.spiders.originals import OriginalsSpider
from crawler.spiders.sitemap import Sitemap, sitemap_in
from crawler.spiders.work import lease_rendering, lease_source, read_rendering

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from archive.model import Capture
    from crawler.items import OriginalItem, RenderingItem

logger = logging.getLogger(__name__)

WITH_TEXT, WITHOUT_TEXT = "with a rendering", "without one"
SITEMAP_INDEX = f"https://{AGGREGATOR.host}{AGGREGATOR.sitemap_index}"


class RenderingsSpider(OriginalsSpider):
    name = "renderings"

    def __init__(
        self,
        lang: str = "sv",
        since: str | None = None,
        until: str | None = None,
        limit: str | None = None,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Renderings in an edition, listed from one day until another, at most so many; or the one at a URL.

        Without `since` it begins on the last day that an earlier run listed, or yesterday.
        """
        super().__init__(**kwargs)
        if self.renderings:
            raise WrongUsage(f"renderings={self.renderings}: files are read by `scrapy crawl originals`")
        if lang not in AGGREGATOR.languages:
            raise WrongUsage(f"lang={lang}: {AGGREGATOR.title} has {', '.join(AGGREGATOR.languages)}")
        self.lang = lang
        self.since = _day("since", since)
        self.until = _day("until", until)
        if limit is not None and not limit.isdecimal():
            raise WrongUsage(f"limit={limit}: write a number")
        self.left = int(limit) if limit else None
        self.edition = self._edition_named(url) if url else None
        self.answers: Counter[str] = Counter()  # of the pages asked for
        self.found: set[str] = set()
        self.asked: set[Edition] = set()
        self.days: dict[date, bool] = {}  # and whether all of the day was listed
        self.index_is_whole, self.names_days = True, False

    async def start(self) -> AsyncIterator[Request | OriginalItem]:
        """First what earlier runs could not fetch or search for, unless one page is named."""
        await self.finish_earlier_work()
        if self.edition:
            yield self.rendering_request(self.edition)
        else:
            self.found |= await asyncio.to_thread(lost_in_edition, self.crawler, self.lang)
            async for original in self.waiting.leased(self.crawler, self.fetched):
                yield self.request_for(original)
            async for request in self.requests_for(await asyncio.to_thread(self._unread)):
                yield request
            yield self.sitemap_request(SITEMAP_INDEX, self.parse_index)
        await quiet(self.crawler)
        if not self.edition:
            self.say_what_was_listed()
            self.keep_last_day()
        async for found in self.what_is_lost_or_gone(frozenset(self.found)):
            yield found

    def sitemap_request(self, url: str, callback: Callable[..., Any], **told: Any) -> Request:
        return Request(url, callback=callback, errback=self.not_listed, cb_kwargs=told, dont_filter=True)

    async def parse_index(self, response: Response, *, is_inner: bool = False) -> AsyncIterator[Request]:
        """The sitemaps of the days asked for, as far as the index names them, or an index within it does."""
        listed = self._listed(response, "sitemapindex", or_none=is_inner)
        named = days_named(response.url, listed.urls)
        self.index_is_whole = self.index_is_whole and listed.is_whole
        self.names_days = self.names_days or bool(named)
        today = recorder_for(self.crawler).now().date()
        since = self.since or await asyncio.to_thread(self._last_day) or today - timedelta(days=1)
        for day in sorted(named):
            if since <= day <= (self.until or today) and day not in self.days:
                self.days[day] = False
                yield self.sitemap_request(named[day], self.parse_day, day=day)
        if not named and not is_inner:
            for url in inner_sitemaps(response.url, listed.urls):
                yield self.sitemap_request(url, self.parse_index, is_inner=True)

    async def parse_day(self, response: Response, day: date) -> AsyncIterator[Request]:
        listed = self._listed(response, "urlset")
        editions, others = editions_listed(response.url, listed.urls)
        async for request in self.requests_for(edition.in_language(self.lang) for edition in editions):
            yield request
        if others:
            told = f"{response.url}: {len(others)} of {len(listed.urls)} addresses, such as {others[0]}"
            logger.warning("%s, are no article's as known", told)
        is_strange = not editions or len(others) > len(editions)
        if listed.urls and is_strange:
            self.problem(f"{response.url} lists few articles or none: its layout may have changed")
        self.days[day] = bool(listed.urls) and listed.is_whole and not is_strange and self.left != 0

    async def requests_for(self, editions: Iterable[Edition]) -> AsyncIterator[Request]:
        """Requests for the pages that are new, each once in a run, as far as the limit goes."""
        for edition in editions:
            if self.left == 0:
                return
            if edition not in self.asked and await asyncio.to_thread(
                lease_rendering, self.crawler, edition.url
            ):
                self.asked.add(edition)
                self.left = None if self.left is None else self.left - 1
                yield self.rendering_request(edition)

    def keep_last_day(self) -> None:
        """State how far the days were listed without a gap: the next run begins there."""
        whole = list(takewhile(self.days.__getitem__, sorted(self.days)))
        if whole and self.index_is_whole:
            recorder = recorder_for(self.crawler)
            recorder.statement(Listed(lang=self.lang, day=whole[-1], at=recorder.now()))

    def rendering_request(self, edition: Edition) -> Request:
        return Request(
            edition.url,
            callback=self.parse_rendering,
            errback=self.not_read,
            cb_kwargs={"asked_url": edition.url},
            dont_filter=True,
        )

    async def parse_rendering(
        self, response: Response, asked_url: str
    ) -> AsyncIterator[RenderingItem | Request]:
        capture: Capture = response.meta["capture"]
        if response.status != HTTPStatus.OK:
            logger.warning("%s answered %d", response.url, response.status)
            self.answers[f"answered {response.status}"] += 1
            yield rendering_item(capture, None, None, asked_url=asked_url)
            return
        article, rendering = await asyncio.to_thread(read_rendering, self.crawler, capture)
        self.answers[WITHOUT_TEXT if rendering is None else WITH_TEXT] += 1
        if rendering is None:
            logger.warning("%s holds no rendering: %s", response.url, article.extraction)
        yield rendering_item(capture, article, rendering, asked_url=asked_url)
        if rendering:
            self.found.add(rendering.id)
            source = await asyncio.to_thread(lease_source, self.crawler, rendering, self.fetched)
            if source:
                yield self.request_for(source)

    def not_listed(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        asked = request.meta.get("redirect_urls", [request.url])[0]
        self.index_is_whole = self.index_is_whole and "day" in request.cb_kwargs
        self.problem(f"{asked} cannot be read, so what it lists is not known: {failure.value}")

    def not_read(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        logger.warning("not fetched: %s: %s", request.url, failure.value)
        self.answers["not fetched"] += 1

    def closed(self, reason: str) -> None:  # noqa: ARG002
        """Say what came of the pages; a run that asked for some and had none of them is no success."""
        if not self.answers:
            return
        told = ", ".join(f"{times} {answer}" for answer, times in self.answers.most_common())
        logger.info("pages asked for: %d: %s", self.answers.total(), told)
        if self.answers[WITHOUT_TEXT] > self.answers[WITH_TEXT]:
            pages = f"{self.answers[WITHOUT_TEXT]} of {self.answers[WITHOUT_TEXT] + self.answers[WITH_TEXT]}"
            self.problem(
                f"{pages} pages hold no rendering: the layout of {AGGREGATOR.title} may have changed"
            )
        elif not self.answers[WITH_TEXT]:
            self.problem(f"none of the pages could be had ({told}): run again later")

    def _listed(
        self, response: Response, kind: Literal["urlset", "sitemapindex"], *, or_none: bool = False
    ) -> Sitemap:
        """What a sitemap lists; it is told where it lists nothing, unless that may be, or where it is cut."""
        found = sitemap_in(response.body, kind) if response.status == HTTPStatus.OK else Sitemap()
        if response.status != HTTPStatus.OK or not (found.urls or or_none):
            self.problem(f"{response.url} answered {response.status} and lists nothing: run again later")
            return Sitemap(is_whole=False)
        if not found.is_whole:
            self.problem(f"{response.url} is cut short or broken, so it may list more: run again later")
        return found

    def say_what_was_listed(self) -> None:
        if self.index_is_whole and not self.names_days:
            pattern = AGGREGATOR.day_sitemap
            self.problem(
                f"{AGGREGATOR.title}'s sitemap index names no {pattern}: its layout may have changed"
            )
        elif self.names_days and not self.days:
            logger.warning("the sitemap index names none of the days asked for: nothing new is listed")

    def _last_day(self) -> date | None:
        with reading(recorder_for(self.crawler).catalog) as conn:
            return last_day_listed(conn, self.lang)

    def _unread(self) -> list[Edition]:
        """The pages of this edition that earlier runs asked for in vain."""
        with reading(recorder_for(self.crawler).catalog) as conn:
            urls = list(pages_to_ask_again(conn, f"https://{AGGREGATOR.host}/"))
        unread = (edition_at(url) for url in urls)
        return [edition for edition in unread if edition and edition.lang == self.lang]

    def problem(self, what: str) -> None:
        logger.error("%s", what)
        self.crawler.stats.inc_value(PROBLEMS)

    def _edition_named(self, url: str) -> Edition:
        edition = edition_at(url)
        if edition is None:
            raise WrongUsage(f"url={url}: that is no article's address at {AGGREGATOR.title}")
        return edition


def _day(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise WrongUsage(f"{name}={text}: write a day as YYYY-MM-DD") from error
