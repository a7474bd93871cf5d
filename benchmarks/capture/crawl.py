"""One crawl of the loopback pages by Scrapy, in one of several set-ups; prints what it took as JSON.

    python -m benchmarks.capture.crawl SETUP URL PAGES FOLDER

Time and CPU run from the first request to the last page in the spider's hands: starting up is left out, and
so is closing, in which some pack their archive. All set-ups share the settings in `COMMON`.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response

COMMON: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 16,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False,
    "COOKIES_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "REFERRER_POLICY": "no-referrer",
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    "USER_AGENT": "benchmark",
}
CAPTURING: dict[str, Any] = {
    "COMPRESSION_ENABLED": False,
    "KALLA_PRIVATE_ADDRESSES": True,
    "DEFAULT_REQUEST_HEADERS": {"Accept": "*/*", "Accept-Encoding": "gzip, deflate, br, zstd"},
    "DOWNLOADER_MIDDLEWARES": {"crawler.capture.holding.HoldingMiddleware": 540},
}
SETUPS: dict[str, dict[str, Any]] = {
    "bare": {},
    "handler": {
        **CAPTURING,
        "DOWNLOAD_HANDLERS": {"http": "benchmarks.capture.unrecorded.UnrecordedDownloadHandler"},
    },
    "kalla": {
        **CAPTURING,
        "DOWNLOAD_HANDLERS": {"http": "crawler.capture.handler.CapturingDownloadHandler"},
        "EXTENSIONS": {"crawler.capture.recording.RecordingExtension": 0},
    },
    "webarchive": {"EXTENSIONS": {"scrapy_webarchive.extensions.WaczExporter": 543}},
}
# What crawler/settings.py says: Scrapy starts this many tasks for every page, 100 where nothing is said.
SETUPS |= {f"{setup}-items": {**SETUPS[setup], "CONCURRENT_ITEMS": 4} for setup in ("bare", "kalla")}
CHECKPOINT = 2000


class PagesSpider(Spider):
    """Asks for pages by number, looks at each, and notes what the process has used so far."""

    name = "pages"

    def __init__(self, url: str, pages: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.url, self.pages, self.seen = url, pages, 0
        self.peaks: dict[int, float] = {}
        self.began = self.ended = (0.0, 0.0)

    async def start(self) -> AsyncIterator[Request]:
        self.began = time.perf_counter(), time.process_time()
        for number in range(self.pages):
            yield Request(f"{self.url}/{number}", dont_filter=True)

    def parse(self, response: Response) -> None:
        if not response.body.endswith(b"</html>\n"):
            raise ValueError(f"{response.url} is not whole")
        self.seen += 1
        if self.seen % CHECKPOINT == 0:
            self.peaks[self.seen] = peak_memory()
        self.ended = time.perf_counter(), time.process_time()


def peak_memory() -> float:
    """The most memory the process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(setup: str, url: str, pages: int, folder: Path) -> None:
    os.chdir(folder)  # where scrapy-webarchive leaves its WARC
    at_folder = {"KALLA_COLLECTION": str(folder), "SW_EXPORT_URI": f"{folder}/"}
    process = AsyncCrawlerProcess({**COMMON, **at_folder, **SETUPS[setup]})
    crawler = process.create_crawler(PagesSpider)
    process.crawl(crawler, url=url, pages=pages)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, PagesSpider) or spider.seen != pages:
        sys.exit(f"{setup}: not all of the {pages} pages arrived")
    seconds, cpu = (end - start for start, end in zip(spider.began, spider.ended, strict=True))
    print(json.dumps({"seconds": seconds, "cpu": cpu, "memory": peak_memory(), "peaks": spider.peaks}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
