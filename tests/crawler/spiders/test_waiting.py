"""Originals come at the pace of their hosts, and no crawl takes more than it can soon fetch."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler

from archive.catalog.engine import upsert, writing
from archive.catalog.tables import original
from crawler.capture.recording import recorder_for
from crawler.spiders.waiting import FEW, MOST, WaitingOriginals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from archive.model import Original

SLOW, QUICK = "slow.example", "quick.example"


@pytest.fixture
def crawl(tmp_path: Path) -> Crawler:
    """A crawl of two and a half handfuls of a slow host's originals and a few of another's."""
    crawler = new_crawl(tmp_path)
    with writing(recorder_for(crawler).catalog) as conn:
        for host, count in ((SLOW, 2 * MOST + FEW), (QUICK, 3)):
            numbers = range(100, 100 + count)
            urls = [f"https://{host}/{number}" for number in numbers]
            upsert(conn, original, [{"url": url, "outlet": host, "article_id": url} for url in urls])
    return crawler


def new_crawl(folder: Path) -> Crawler:
    settings = {"KALLA_COLLECTION": str(folder), "KALLA_CATALOG": None, "KALLA_CONTACT": ""}
    return Crawler(Spider, settings)


class Handed:
    """What a crawl is handed, a request at a time, as far as it goes without waiting."""

    def __init__(self, crawler: Crawler) -> None:
        self.waiting = WaitingOriginals()
        self._originals = self.waiting.leased(crawler, None)
        self._next: asyncio.Future[Original] | None = None
        self.ended = False

    async def out(self) -> list[Original]:
        found = []
        while not self.ended:
            self._next = self._next or asyncio.ensure_future(anext(self._originals))
            done, _ = await asyncio.wait({self._next}, timeout=0.5)
            if not done:
                break
            try:
                found.append(self._next.result())
            except StopAsyncIteration:
                self.ended = True
            self._next = None
        return found


@asynccontextmanager
async def closing(*crawlers: Crawler) -> AsyncIterator[None]:
    try:
        yield
    finally:
        for crawler in crawlers:
            recorder_for(crawler).close()


def hosts(originals: list[Original]) -> dict[str, int]:
    return {host: sum(one.outlet == host for one in originals) for host in (SLOW, QUICK)}


def test_a_slow_host_keeps_back_its_own_originals_only(crawl: Crawler) -> None:
    async def check() -> None:
        async with closing(crawl):
            handed = Handed(crawl)
            first = await handed.out()
            assert hosts(first) == {SLOW: MOST, QUICK: 3}
            slow = [one for one in first if one.outlet == SLOW]
            for one in slow[: MOST - FEW - 1]:
                handed.waiting.done(one.url)
            assert await handed.out() == []
            handed.waiting.done(slow[-1].url)
            assert hosts(await handed.out()) == {SLOW: MOST - FEW, QUICK: 0}

    asyncio.run(check())


def test_every_original_comes_once(crawl: Crawler) -> None:
    async def check() -> None:
        async with closing(crawl):
            handed, came = Handed(crawl), []
            while found := await handed.out():
                came += [one.url for one in found]
                for one in found:
                    handed.waiting.done(one.url)
            assert handed.ended
            assert len(came) == len(set(came)) == 2 * MOST + FEW + 3

    asyncio.run(check())


def test_what_one_crawl_leaves_another_takes(crawl: Crawler, tmp_path: Path) -> None:
    other = new_crawl(tmp_path)

    async def check() -> None:
        async with closing(crawl, other):
            first, second = Handed(crawl), Handed(other)
            mine, theirs = await first.out(), await second.out()
            assert hosts(mine) == {SLOW: MOST, QUICK: 3}
            assert hosts(theirs) == {SLOW: MOST, QUICK: 0}
            assert not {one.url for one in mine} & {one.url for one in theirs}

    asyncio.run(check())


def test_a_host_that_is_left_alone_gets_no_more_and_the_others_do(crawl: Crawler) -> None:
    async def check() -> None:
        async with closing(crawl):
            handed = Handed(crawl)
            slow = [one for one in await handed.out() if one.outlet == SLOW]
            assert not handed.ended
            handed.waiting.leave_alone(SLOW)
            assert len(slow) == MOST
            assert await handed.out() == []
            assert handed.ended

    asyncio.run(check())
