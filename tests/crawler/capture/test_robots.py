"""robots.txt as RFC 9309 has it, over real sockets: what allows, what keeps us away, and for how long."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from crawler.capture.robots import READ_AGAIN_AFTER, RobotsMiddleware
from tests.crawler.capture.scripted_web import (
    GOODBYE,
    NOT_FOUND,
    PAGE,
    SILENCE,
    Asking,
    Crawls,
    leading_to,
    saying,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from scrapy import Request
    from scrapy.http import Response

ROBOTS = "http://nhandan.vn/robots.txt"
URL = "http://nhandan.vn/cau-post1.html"
OTHER = "http://nhandan.vn/pho-post2.html"


@pytest.fixture
def crawls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Crawls:
    return Crawls(folder=tmp_path, environment=monkeypatch)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (saying(500), "robots.txt answered 500"),
        (saying(429, b"Retry-After: 0"), "robots.txt answered 429"),
        (SILENCE, "robots.txt: timeout"),
        (GOODBYE, "robots.txt: disconnect"),
        (b"\x16\x03\x01 no HTTP\r\n\r\n", "robots.txt: protocol"),
    ],
    ids=["500", "429", "silence", "goodbye", "garbage"],
)
def test_a_host_without_a_readable_robots_txt_is_left_alone(crawls: Crawls, answer: bytes, said: str) -> None:
    spider = crawls.of([URL, OTHER], {ROBOTS: [answer]}, DOWNLOAD_TIMEOUT=0.2)
    assert crawls.web.urls == [ROBOTS] * 3  # for both pages together, and not for their retries
    assert set(spider.refusals) == {URL, OTHER}
    for url in (URL, OTHER):
        ((kind, detail),) = crawls.outcomes(url)
        assert kind == "stay_away"
        assert detail.startswith(said)


def test_a_robots_txt_that_comes_at_the_third_try_counts(crawls: Crawls) -> None:
    spider = crawls.of([URL], {ROBOTS: [GOODBYE, GOODBYE, saying(200, body=b"User-agent: *\nAllow: /\n")]})
    assert spider.statuses == {URL: 200}


@pytest.mark.parametrize("status", [400, 401, 404, 410])
def test_a_robots_txt_that_is_not_to_be_had_allows(crawls: Crawls, status: int) -> None:
    spider = crawls.of([URL], {ROBOTS: [saying(status)]})
    assert spider.statuses == {URL: 200}
    assert crawls.web.urls == [ROBOTS, URL]


def test_what_robots_txt_disallows_is_an_outcome_and_the_rest_is_fetched(crawls: Crawls) -> None:
    rules = b"User-agent: Kalla\nDisallow: /cau\n\nUser-agent: *\nDisallow: /pho\n"
    spider = crawls.of([URL, OTHER], {ROBOTS: [saying(200, body=rules)]})
    assert spider.statuses == {OTHER: 200}
    assert crawls.web.urls == [ROBOTS, OTHER]
    assert crawls.outcomes(URL) == [("robots", "robots.txt of nhandan.vn disallows it")]


@pytest.mark.parametrize(
    "rules",
    [
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /cau\n",
        b"User-agent: Kalla/1.0\nDisallow: /cau\n\nUser-agent: *\nDisallow: /pho\n",
        b"user-agent:KALLA # us\r\nDisallow: /cau\r\n\r\nUser-agent: *\r\nDisallow: /pho\r\n",
        b"User-agent: Kal\nDisallow: /pho\n\nUser-agent: *\nDisallow: /cau\n",
        b"User-agent: Kal*\nUser-agent:\nDisallow: /pho\n\nUser-agent: *\nDisallow: /cau\n",
        b"User-agent: Kalla-Image\nDisallow: /pho\n\nUser-agent: *\nDisallow: /cau\n",
        b"User-agent: other\nUser-agent: Kalla\nDisallow: /cau\n\nUser-agent: *\nDisallow: /pho\n",
    ],
)
def test_rules_are_read_whatever_mark_they_begin_with_and_for_the_whole_name(
    crawls: Crawls, rules: bytes
) -> None:
    spider = crawls.of([URL, OTHER], {ROBOTS: [saying(200, body=rules)]})
    assert spider.statuses == {OTHER: 200}


@pytest.mark.parametrize("status", [203, 206])
def test_any_2xx_is_a_robots_txt(crawls: Crawls, status: int) -> None:
    crawls.of([URL], {ROBOTS: [saying(status, body=b"User-agent: *\nDisallow: /\n")]})
    assert crawls.web.urls == [ROBOTS]


def test_a_robots_txt_that_redirects_to_itself_is_asked_once_a_try(crawls: Crawls) -> None:
    crawls.of([URL], {ROBOTS: [leading_to(ROBOTS.encode())]})
    assert crawls.web.urls == [ROBOTS] * 3


def test_five_redirects_of_a_robots_txt_are_followed_and_no_more(crawls: Crawls) -> None:
    onward = {
        f"{ROBOTS}?{at or ''}".rstrip("?"): [leading_to(b"/robots.txt?%d" % (at + 1))] for at in range(9)
    }
    rules = {f"{ROBOTS}?5": [saying(200, body=b"User-agent: *\nAllow: /\n")]}
    assert crawls.of([URL], onward | rules).statuses == {URL: 200}
    crawls.of([URL], onward)
    assert len(crawls.web.urls) == 3 * 6
    assert crawls.outcomes(URL)[-1][0] == "stay_away"


def test_a_redirect_does_not_lead_around_robots_txt(crawls: Crawls) -> None:
    there = "http://vietnamnet.vn/cau-1.html"
    script = {
        URL: [saying(301, b"Location: " + there.encode())],
        "http://vietnamnet.vn/robots.txt": [saying(200, body=b"User-agent: *\nDisallow: /\n")],
    }
    crawls.of([URL], script)
    assert there not in crawls.web.urls
    assert crawls.outcomes(there) == [("robots", "robots.txt of vietnamnet.vn disallows it")]


def test_the_crawl_delay_is_kept_between_requests(crawls: Crawls) -> None:
    rules = saying(200, body=b"User-agent: *\nCrawl-delay: 0.4\n")
    urls = [URL, OTHER, *(f"http://nhandan.vn/ho-post{number}.html" for number in range(3, 6))]
    crawls.of(urls, {ROBOTS: [rules]}, DOWNLOAD_DELAY_JITTER=0.5)
    _robots, *times = (at for at, _url in crawls.web.asked)
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert len(gaps) == 4
    assert min(gaps) >= 0.39  # the sockets between the two clocks take up some of it


class AskingTomorrow(Asking):
    """Asks for the first URL now, and for the other after what it takes for a robots.txt to grow old."""

    later = READ_AGAIN_AFTER

    async def start(self) -> AsyncIterator[Request]:
        yield self.request_for(self.urls[0])

    def parse(self, response: Response, asked: str) -> Request | None:  # type: ignore[override]
        super().parse(response, asked)
        if asked != self.urls[0]:
            return None
        middleware = self.crawler.get_downloader_middleware(RobotsMiddleware)
        assert middleware is not None
        now = middleware.now
        middleware.now = lambda: now() + self.later
        return self.request_for(self.urls[1])


class AskingTonight(AskingTomorrow):
    later = READ_AGAIN_AFTER - timedelta(minutes=1)


def test_robots_txt_is_read_again_after_a_day(crawls: Crawls) -> None:
    disallowing = saying(200, body=b"User-agent: *\nDisallow: /\n")
    spider = crawls.of([URL, OTHER], {ROBOTS: [NOT_FOUND, disallowing]}, AskingTomorrow)
    assert crawls.web.urls == [ROBOTS, URL, ROBOTS]
    assert set(spider.refusals) == {OTHER}


def test_robots_txt_is_not_read_again_within_a_day(crawls: Crawls) -> None:
    crawls.of([URL, OTHER], {ROBOTS: [NOT_FOUND], URL: [PAGE]}, AskingTonight)
    assert crawls.web.urls == [ROBOTS, URL, OTHER]
