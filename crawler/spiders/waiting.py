"""The originals that wait to be fetched, handed to a spider at the pace of their hosts.

A host that is slow, or asked to be left alone, keeps back its own originals and no others; and what is not
handed out yet is not leased, so other crawls may take it.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.spiders.work import BATCH, lease_originals, unsettled_originals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from scrapy.crawler import Crawler

    from archive.model import Original
    from crawler.spiders.work import Outlets

MOST = BATCH  # originals of one host that are handed out and not done
FEW = BATCH // 2  # so many are left when it gets more


class WaitingOriginals:
    def __init__(self) -> None:
        self._handed_out: defaultdict[str, set[str]] = defaultdict(set)
        self._one_done = asyncio.Event()

    async def leased(self, crawler: Crawler, outlets: Outlets) -> AsyncIterator[Original]:
        """Each original once, leased to this crawl, when its host has few others left to answer."""
        waiting = _by_host(await asyncio.to_thread(unsettled_originals, crawler, outlets))
        while waiting:
            self._one_done.clear()
            wanted = self._taken_from(waiting)
            for original in await asyncio.to_thread(lease_originals, crawler, wanted):
                self._handed_out[_host(original)].add(original.url)
                yield original
            if not wanted:
                await self._one_done.wait()

    def done(self, original: Original) -> None:
        """An original was answered, or will not be in this run."""
        self._handed_out[_host(original)].discard(original.url)
        self._one_done.set()

    def _taken_from(self, waiting: dict[str, list[Original]]) -> list[Original]:
        wanted: list[Original] = []
        for host, originals in list(waiting.items()):
            left = len(self._handed_out[host])
            if left <= FEW:
                wanted += originals[: MOST - left]
                waiting[host] = originals[MOST - left :]
            if not waiting[host]:
                del waiting[host]
        return wanted


def _by_host(originals: Iterable[Original]) -> dict[str, list[Original]]:
    found: defaultdict[str, list[Original]] = defaultdict(list)
    for original in originals:
        found[_host(original)].append(original)
    return dict(found)


def _host(original: Original) -> str:
    return urlsplit(original.url).netloc
