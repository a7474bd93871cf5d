"""The spider that finds renderings at vietnam.vn, by its daily sitemaps, and follows their citations.

A sitemap or page that cannot be used is a problem that is named and makes the exit code 1, never "0 articles,
finished": the site answers 403 for a while to those who hurry.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta
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
from archive.statements import LISTED, statement_body
from crawler.capture.recording import PROBLEMS, recorder_for
from crawler.items import rendering_item
from crawler.spiders.asking import quiet
from crawler.spiders.lost_links import lost_in_edition
from crawler.spiders.originals import OriginalsSpider
from crawler.spiders.sitemap import urls_listed
from crawler.spiders.work import lease_rendering, lease_source, read_rendering

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from archive.model import Capture
    from crawler.items import OriginalItem, RenderingItem

logger = logging.getLogger(__name__)


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
        self.without_text = self.with_text = 0
        self.found: set[str] = set()
        self.asked: set[Edition] = set()
        self.days: dict[date, bool] = {}  # in their order, and whether all of the day was listed

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
            yield self.sitemap_request(AGGREGATOR.sitemap_index, self.parse_index)
        await quiet(self.crawler)
        self.keep_last_day()
        async for found in self.what_is_lost_or_gone(frozenset(self.found)):
            yield found

    def sitemap_request(self, path: str, callback: Callable[..., Any], **told: date) -> Request:
        url = f"https://{AGGREGATOR.host}{path}"
        return Request(url, callback=callback, errback=self.not_listed, cb_kwargs=told, dont_filter=True)

    async def parse_index(self, response: Response) -> AsyncIterator[Request]:
        """The sitemaps of the days asked for, as far as the index names them; it leads to nothing else."""
        listed = self._listed(response, "sitemapindex")
        today = datetime.now(UTC).date()
        day = self.since or await asyncio.to_thread(self._last_day) or today - timedelta(days=1)
        while day <= (self.until or today):
            path = day.strftime(AGGREGATOR.day_sitemap)
            if f"https://{AGGREGATOR.host}{path}" in listed:
                self.days[day] = False
                yield self.sitemap_request(path, self.parse_day, day=day)
            day += timedelta(days=1)

    async def parse_day(self, response: Response, day: date) -> AsyncIterator[Request]:
        found = self._listed(response, "urlset")
        listed = (edition.in_language(self.lang) for url in found if (edition := edition_at(url)))
        async for request in self.requests_for(listed):
            yield request
        self.days[day] = bool(found) and self.left != 0

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
        whole = list(takewhile(self.days.__getitem__, self.days))
        if whole:
            recorder = recorder_for(self.crawler)
            listed = Listed(lang=self.lang, day=whole[-1], at=recorder.now())
            recorder.statement(LISTED, statement_body(listed), listed.at)

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
            yield rendering_item(capture, None, None, asked_url=asked_url)
            return
        article, rendering = await asyncio.to_thread(read_rendering, self.crawler, capture)
        self.with_text += rendering is not None
        self.without_text += rendering is None
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
        self.problem(f"{asked} cannot be read, so that day is not listed: {failure.value}")

    def not_read(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        logger.warning("not fetched: %s: %s", request.url, failure.value)

    def closed(self, reason: str) -> None:  # noqa: ARG002
        if self.without_text > self.with_text:
            pages = f"{self.without_text} of {self.without_text + self.with_text} pages"
            self.problem(f"{pages} hold no rendering: the layout of {AGGREGATOR.title} may have changed")

    def _listed(self, response: Response, kind: Literal["urlset", "sitemapindex"]) -> list[str]:
        found = urls_listed(response.body, kind) if response.status == HTTPStatus.OK else []
        if not found:
            self.problem(f"{response.url} answered {response.status} and lists nothing: run again later")
        return found

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
