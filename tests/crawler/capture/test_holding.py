"""A host that says it is busy is left alone for as long as it asks, and no other host waits for it."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from scrapy import signals

from archive.http1.statuses import BUSY, PASSING
from tests.crawler.capture.scripted_web import PAGE, Asking, Crawls, saying

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from scrapy import Request
    from scrapy.http import Response

URL = "http://nhandan.vn/cau-post1.html"
OTHERS = [f"http://nhandan.vn/cau-post{number}.html" for number in range(2, 22)]
ELSEWHERE = [f"http://vietnamnet.vn/cau-{number}.html" for number in range(3)]


@pytest.fixture
def crawls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crawls:
    return Crawls(folder=tmp_path, environment=monkeypatch)


@pytest.mark.parametrize("status", [429, 503])
def test_the_seconds_that_a_busy_host_asks_for_are_waited(crawls: Crawls, status: int) -> None:
    spider = crawls.of([URL], {URL: [saying(status, b"Retry-After: 1"), PAGE]})
    first, second = crawls.web.times(URL)
    assert second - first >= 1
    assert spider.statuses == {URL: 200}


def test_the_date_that_a_busy_host_names_is_waited_for(crawls: Crawls) -> None:
    date = (datetime.now(UTC) + timedelta(seconds=2)).replace(microsecond=0)
    field = f"Retry-After: {format_datetime(date, usegmt=True)}".encode()
    begun_at, now = time.monotonic(), datetime.now(UTC)
    spider = crawls.of([URL], {URL: [saying(503, field), PAGE]})
    _first, second = crawls.web.times(URL)
    assert second - begun_at >= (date - now).total_seconds()
    assert spider.statuses == {URL: 200}


def test_a_403_is_asked_again_after_a_while(crawls: Crawls) -> None:
    spider = crawls.of([URL], {URL: [saying(403), PAGE]}, DOWNLOAD_DELAY=0.1)
    first, second = crawls.web.times(URL)
    assert second - first >= 0.5
    assert spider.statuses == {URL: 200}


def test_a_host_that_asks_for_too_long_is_given_up_for_this_run(crawls: Crawls) -> None:
    urls = [URL, *OTHERS, *ELSEWHERE]
    spider = crawls.of(urls, {URL: [saying(503, b"Retry-After: 301")]})
    assert len([url for url in crawls.web.urls if url in {URL, *OTHERS}]) == 1
    assert set(spider.refusals) == {URL, *OTHERS}
    assert set(spider.statuses) == set(ELSEWHERE)
    for url in (URL, OTHERS[-1]):
        ((kind, detail),) = crawls.outcomes(url)
        assert kind == "stay_away"
        assert detail.startswith("nhandan.vn asked to be left alone until ")


def test_until_when_a_host_is_left_alone_is_told_by_the_clock_of_the_records(crawls: Crawls) -> None:
    crawls.of([URL], {URL: [saying(503, b"Retry-After: 301")]}, KALLA_CLOCK_OFFSET=40 * 24 * 3600)
    ((_kind, detail),) = crawls.outcomes(URL)
    words = "nhandan.vn asked to be left alone until %Y-%m-%d %H:%M:%S UTC"
    until = datetime.strptime(detail, words).replace(tzinfo=UTC)
    assert until > datetime.now(UTC) + timedelta(days=39)


def test_a_redirect_is_followed_when_its_host_says(crawls: Crawls) -> None:
    there = "http://nhandan.vn/pho-post2.html"
    spider = crawls.of([URL], {URL: [saying(302, b"Location: /pho-post2.html", b"Retry-After: 1")]})
    assert crawls.web.times(there)[0] - crawls.web.times(URL)[0] >= 1
    assert spider.statuses == {URL: 200}


def test_a_forbidden_robots_txt_holds_nobody(crawls: Crawls) -> None:
    robots = "http://nhandan.vn/robots.txt"
    spider = crawls.of([URL], {robots: [saying(403, b"Retry-After: 3600")]})
    assert spider.statuses == {URL: 200}
    assert crawls.web.urls == [robots, URL]


def test_a_held_host_keeps_no_other_waiting(crawls: Crawls) -> None:
    held = [URL, *OTHERS]
    busy = saying(503, b"Retry-After: 1")
    spider = crawls.of([*held, *ELSEWHERE], {url: [busy, PAGE] for url in held[:1]})
    assert set(spider.statuses) == {*held, *ELSEWHERE}
    released_at = crawls.web.times(URL)[1]
    assert max(crawls.web.times(url)[0] for url in ELSEWHERE) < released_at
    assert min(crawls.web.times(url)[0] for url in OTHERS) > released_at - 0.5


@pytest.mark.parametrize("status", sorted(PASSING - BUSY))
def test_whatever_says_nothing_of_the_article_is_asked_again(crawls: Crawls, status: int) -> None:
    assert crawls.of([URL], {URL: [saying(status), PAGE]}).statuses == {URL: 200}


class AskedToEnd(Asking):
    """Is told to end, as by a person's Ctrl-C, as soon as a host has asked to be left alone."""

    async def start(self) -> AsyncIterator[Request]:
        self.crawler.signals.connect(self.heard, signals.response_downloaded)
        async for request in super().start():
            yield request

    def heard(self, response: Response) -> None:
        if response.status == 503:
            self.ending = asyncio.get_running_loop().call_later(0.2, self.end)

    def end(self) -> None:
        self.ended = asyncio.ensure_future(self.crawler.stop_async())


def test_a_crawl_that_is_told_to_end_does_not_wait_for_a_held_host(crawls: Crawls) -> None:
    spider = crawls.of([URL, *OTHERS], {URL: [saying(503, b"Retry-After: 280")]}, AskedToEnd)
    assert crawls.web.urls.count(URL) == 1
    assert spider.statuses == {}
    assert crawls.outcomes(URL) == []
