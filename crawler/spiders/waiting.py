"""What waits to be asked for, handed to a spider at the pace of its hosts.

A host that is slow, or asked to be left alone, keeps back its own URLs and no others; and what is not handed
out yet is not leased, so other crawls may take it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from archive.model import Original
from crawler.spiders.work import BATCH, lease_originals, unsettled_originals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable

    from scrapy.crawler import Crawler

    from crawler.spiders.work import Outlets

MOST = BATCH  # originals of one host that are handed out and not done
FEW = BATCH // 2  # so many are left when it gets more


class AtUrl(Protocol):
    @property
    def url(self) -> str: ...


Waited = TypeVar("Waited", bound=AtUrl)


class Waiting(Generic[Waited]):
    """`most` of one host are handed out and not done; when `few` are left it gets more."""

    def __init__(self, most: int = MOST, few: int = FEW) -> None:
        self._most, self._few = most, few
        self._waiting: dict[str, list[Waited]] = {}
        self._handed_out: defaultdict[str, set[str]] = defaultdict(set)
        self._one_done = asyncio.Event()

    async def handed_out(
        self, found: Iterable[Waited], lease: Callable[[list[Waited]], list[Waited]]
    ) -> AsyncIterator[Waited]:
        """Each once, in its host's order, as far as `lease` gives it to this crawl."""
        self._waiting = _by_host(found)
        while self._waiting:
            self._one_done.clear()
            wanted = self._taken()
            for one in await asyncio.to_thread(lease, wanted):
                self._handed_out[host_of(one.url)].add(one.url)
                yield one
            if not wanted:
                await self._one_done.wait()

    def done(self, url: str) -> None:
        """A URL was answered, or will not be in this run."""
        self._handed_out[host_of(url)].discard(url)
        self._one_done.set()

    def leave_alone(self, host: str) -> None:
        """Hand out no more of this host's."""
        self._waiting.pop(host, None)
        self._one_done.set()

    def _taken(self) -> list[Waited]:
        wanted: list[Waited] = []
        for host, waiting in list(self._waiting.items()):
            left = len(self._handed_out[host])
            if left <= self._few:
                wanted += waiting[: self._most - left]
                self._waiting[host] = waiting[self._most - left :]
            if not self._waiting[host]:
                del self._waiting[host]
        return wanted


class WaitingOriginals(Waiting[Original]):
    async def leased(self, crawler: Crawler, outlets: Outlets) -> AsyncIterator[Original]:
        """Each original without an archived answer once, leased to this crawl."""
        unsettled = await asyncio.to_thread(unsettled_originals, crawler, outlets)
        async for original in self.handed_out(unsettled, lambda wanted: lease_originals(crawler, wanted)):
            yield original


def host_of(url: str) -> str:
    return urlsplit(url).netloc


def _by_host(found: Iterable[Waited]) -> dict[str, list[Waited]]:
    hosts: defaultdict[str, list[Waited]] = defaultdict(list)
    for one in found:
        hosts[host_of(one.url)].append(one)
    return dict(hosts)
