"""The scheduler's queue: a request leaves it when nothing else of its host is on its way.

So what waits for one host, for its delay or because it asked to be left alone, takes up one of
CONCURRENT_REQUESTS and never the places of others; and what a host says of itself holds for all that is
still to be asked of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.pqueues import DownloaderAwarePriorityQueue, DownloaderInterface

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from scrapy.crawler import Crawler


class HostQueue(DownloaderAwarePriorityQueue):
    """Gives None while every host that it holds requests for is busy; the engine then asks again."""

    def __init__(self, crawler: Crawler, *args: Any, **options: Any) -> None:
        super().__init__(crawler, *args, **options)
        self._downloader_interface = IdleHosts(crawler)


class IdleHosts(DownloaderInterface):
    def stats(self, possible_slots: Iterable[str]) -> list[tuple[int, str]]:
        """The hosts of which no request is on its way, in Scrapy's terms: each with the number 0.

        Scrapy's own count begins after the middlewares, where robots.txt and Retry-After are waited for.
        """
        busy = set(map(self.get_slot_key, self.downloader.active))
        return [(0, slot) for slot in possible_slots if slot not in busy]
