"""Crawls the well-formed cases once with Scrapy's own download handler and once with ours, in one process.

`python -m tests.crawler.capture.two_handlers` prints one JSON object: handler → case → what its spider got.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import sys
from typing import TYPE_CHECKING

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

from crawler.capture.handler import CapturingDownloadHandler
from tests.crawler.capture.hard_codings import CODINGS
from tests.crawler.capture.hard_framing import FRAMING
from tests.crawler.capture.hard_heads import HEADS
from tests.crawler.capture.server import WireServer
from tests.crawler.capture.wire_recorder import Kept

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from typing import Any, Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response

WELL_FORMED = {
    "content-length",
    "chunked",
    "chunk-extensions",
    "chunk-trailers",
    "chunked-gzip",
    "close-delimited",
    "http-1.0-close",
    "http-1.0-keep-alive",
    "connection-close",
    "empty",
    "close-delimited-empty",
    "204",
    "304-with-length",
    "head",
    "head-chunked",
    "nasty-bytes",
    "nasty-bytes-chunked",
    "five-megabytes",
    "fields-repeated",
    "fields-odd-case",
    "field-latin-1",
    "field-utf-8",
    "field-of-12-kb",
    "150-fields",
    "reason-empty",
    "reason-latin-1",
    "100-continue",
    "no-content-type",
    "wrong-charset",
    "404",
    "410-empty",
    "503",
    "302-with-body",
    "599",
    "gzip",
    "x-gzip",
    "deflate",
    "deflate-bare",
    "br",
    "zstd",
    "gzip-of-two-members",
    "gzip-twice",
    "gzip-cut-short",
    "identity",
}
CASES = {case.name: case for case in [*FRAMING, *HEADS, *CODINGS] if case.name in WELL_FORMED}
# Twisted hands the fields of framing to nobody.
_FRAMING_FIELDS = {b"Content-Length", b"Transfer-Encoding", b"Connection", b"Content-Encoding", b"Trailer"}

got: dict[str, dict[str, object]] = {"scrapy": {}, "ours": {}}


class RecordingNothing(CapturingDownloadHandler):
    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, Kept())


class WithScrapys(Spider):
    name = "scrapy"

    def __init__(self) -> None:
        super().__init__()
        self.all_parsed = asyncio.Event()

    async def start(self) -> AsyncIterator[Request]:
        server = WireServer(CASES)
        async with server.running():
            for case in CASES.values():
                yield Request(f"http://127.0.0.1:{server.port}/{case.name}", method=case.method)
            await self.all_parsed.wait()  # the server must outlive the requests

    def parse(self, response: Response) -> None:
        got[self.name][response.url.rpartition("/")[2]] = facts(response)
        if len(got[self.name]) == len(CASES):
            self.all_parsed.set()


class WithOurs(WithScrapys):
    name = "ours"
    custom_settings: dict[str, Any] | None = {  # noqa: RUF012 - as Scrapy declares it
        "DOWNLOAD_HANDLERS": {"http": RecordingNothing},
        "COMPRESSION_ENABLED": False,
        "KALLA_PRIVATE_ADDRESSES": True,
    }


def facts(response: Response) -> dict[str, object]:
    return {
        "status": response.status,
        "class": type(response).__name__,
        "body": hashlib.sha256(response.body).hexdigest(),
        "fields": sorted(
            (name.decode("latin-1"), [value.decode("latin-1") for value in values])
            for name, values in response.headers.items()
            if name not in _FRAMING_FIELDS
        ),
    }


def main() -> None:
    process = AsyncCrawlerProcess(
        {
            "LOG_LEVEL": "ERROR",
            "CLOSESPIDER_TIMEOUT": 60,
            "HTTPERROR_ALLOW_ALL": True,
            "RETRY_ENABLED": False,
            "REDIRECT_ENABLED": False,
            "COOKIES_ENABLED": False,
            "TELNETCONSOLE_ENABLED": False,
            "REMOTE_CONTROL_ENABLED": False,
        }
    )
    process.crawl(WithScrapys)
    process.crawl(WithOurs)
    process.start()
    json.dump(got, sys.stdout)


if __name__ == "__main__":
    main()
