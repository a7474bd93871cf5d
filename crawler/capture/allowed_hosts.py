"""Only the outlets' exact hosts are asked, and what is refused is kept as an outcome of its URL.

The web archive is asked for its indexes and raw captures alone, any other host for requests that carry
ANY_HOST, which a person's `outlets=all` gives them.

It stands before robots.txt, so that not even a robots.txt is fetched from a host that may not be fetched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import IgnoreRequest

from archive.model import Outcome
from archive.outlets.canonical import refused_url
from archive.outlets.other import refused_other_url
from archive.outlets.registry import all_sites
from archive.outlets.web_archive import web_archive
from crawler.capture.recording import recorder_for

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

ANY_HOST = "kalla_any_host"  # in a request's meta, so redirects and its robots.txt inherit it


class AllowedHostsMiddleware:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.archive = web_archive(crawler.settings["KALLA_MEMENTO"])

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        reason = refused_url(request.url, all_sites())
        if reason and request.meta.get(ANY_HOST):
            reason = refused_other_url(request.url)
        if reason is None or (self.archive and self.archive.serves(request.url)):
            return
        recorder = recorder_for(self.crawler)
        recorder.outcome(Outcome(url=request.url, at=recorder.now(), kind="unsafe", detail=reason))
        raise IgnoreRequest(f"{request.url}: {reason}")
