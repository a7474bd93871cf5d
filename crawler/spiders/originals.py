"""The spider of the main job: it fetches the originals that renderings cite and the archive lacks.

What to fetch comes from the catalog, never from a queue on disk: a second run fetches nothing twice, and a
killed one loses nothing.
"""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider

from archive.derive.pairs import pairs_of_original
from archive.errors import WrongUsage
from archive.outlets.registry import all_outlets
from crawler.capture.allowed_hosts import ANY_HOST
from crawler.capture.recording import recorder_for
from crawler.items import original_item
from crawler.spiders.asking import quiet
from crawler.spiders.lost_links import searched_links
from crawler.spiders.mementos import found_mementos
from crawler.spiders.waiting import WaitingOriginals
from crawler.spiders.work import derive_leftovers, import_renderings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy.http import Response
    from twisted.python.failure import Failure

    from archive.model import Original
    from crawler.items import OriginalItem

logger = logging.getLogger(__name__)


class OriginalsSpider(Spider):
    """`outlet` limits a spider to the citations of one outlet; None takes them all, and lost links too."""

    name = "originals"
    outlet: str | None = None

    def __init__(
        self,
        renderings: str | None = None,
        lost: str = "yes",
        outlets: str | None = None,
        **kwargs: Any,
    ) -> None:
        """`renderings` is a file or folder to import first; without it, what was imported earlier counts.

        With `lost=no` no link that a rendering lost is searched for; with `outlets=all` any public host is
        asked for what is cited.
        """
        super().__init__(**kwargs)
        if outlets not in {None, "all"} or (outlets and self.outlet):
            raise WrongUsage(f"outlets={outlets}: write all, or leave it out for the outlets that are known")
        if lost not in {"yes", "no"}:
            raise WrongUsage(f"lost={lost}: write yes or no")
        self.waiting = WaitingOriginals()
        self.lost = lost == "yes" and self.outlet is None
        names = {self.outlet} if self.outlet else {known.name for known in all_outlets()}
        self.fetched = None if outlets == "all" else frozenset(names)
        self.renderings = Path(renderings) if renderings else None
        if self.renderings and not self.renderings.exists():
            raise WrongUsage(f"renderings={renderings}: there is no such file or folder")

    async def finish_earlier_work(self) -> None:
        """Derive what a killed run had captured and no more."""
        await asyncio.to_thread(derive_leftovers, self.crawler)

    async def start(self) -> AsyncIterator[Request | OriginalItem]:
        await self.finish_earlier_work()
        if self.renderings is not None:
            await asyncio.to_thread(import_renderings, self.crawler, self.renderings)
        async for original in self.waiting.leased(self.crawler, self.fetched):
            yield self.request_for(original)
        async for found in self.what_is_lost_or_gone():
            yield found

    async def what_is_lost_or_gone(
        self, among: frozenset[str] | None = None
    ) -> AsyncIterator[Request | OriginalItem]:
        """After the citations: the sources of lost links, and then web archives' captures of what is gone."""
        if self.lost:
            async for original in searched_links(self.crawler, self.fetched, among):
                yield self.request_for(original)
        if self.crawler.settings["KALLA_MEMENTO"]:
            await quiet(self.crawler)
            async for item in found_mementos(self.crawler, self.fetched):
                yield item

    def request_for(self, original: Original) -> Request:
        return Request(
            original.url,
            callback=self.parse,
            errback=self.not_answered,
            cb_kwargs={"cited": original},
            meta={ANY_HOST: self.fetched is None},
            dont_filter=True,
        )

    def parse(self, response: Response, cited: Original) -> Iterator[OriginalItem]:
        self.waiting.done(cited.url)
        yield original_item(response.meta["capture"], cited_url=cited.url, outlet=cited.outlet)

    async def not_answered(self, failure: Failure) -> None:
        """Pair the renderings anew: why there is no answer is in the archive, as an outcome of its URL."""
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        cited: Original = request.cb_kwargs["cited"]
        self.waiting.done(cited.url)
        logger.warning("not fetched: %s: %s", request.url, failure.value)
        await asyncio.to_thread(pairs_of_original, recorder_for(self.crawler).catalog, cited.url)
