"""A web that answers by a script, behind a plain proxy on loopback, and crawls of it in this process."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from archive.catalog.captures import outcomes_of
from archive.catalog.engine import catalog_engine, reading
from archive.collection import Collection
from tests.crawler.capture.server import listening, read_request
from tests.crawler.capture.wire import HTML, head, sized

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence
    from pathlib import Path

    import pytest
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from archive.model import OutcomeKind

SILENCE = b""  # no answer ever
GOODBYE = b"-"  # the connection ends without one
PATIENCE = 30  # seconds until a crawl is taken to hang

FAST: Mapping[str, object] = {
    "DOWNLOAD_SLOTS": {},
    "DOWNLOAD_DELAY": 0.02,
    "DOWNLOAD_DELAY_JITTER": 0,
    "DOWNLOAD_TIMEOUT": 5,
    "EXTENSIONS": {"crawler.capture.recording.RecordingExtension": 0},
    "ITEM_PIPELINES": {},
    "LOG_ENABLED": False,
    "TWISTED_REACTOR_ENABLED": False,  # so that one process can run many crawls
}


def saying(status: int, *fields: bytes, body: bytes = b"") -> bytes:
    return sized(*fields, body=body, start=b"HTTP/1.1 %d Said" % status)


def leading_to(location: bytes) -> bytes:
    return head(b"Location: " + location, b"Content-Length: 0", start=b"HTTP/1.1 302 Found")


PAGE = saying(200, HTML, body=b"<p>Trang.</p>")
NOT_FOUND = saying(404)


class ScriptedWeb:
    """Gives a URL's answers in their order, the last one ever after; a page by default, and no robots.txt."""

    def __init__(self, script: Mapping[str, Sequence[bytes]]) -> None:
        self._left = {url: list(answers) for url, answers in script.items()}
        self.asked: list[tuple[float, str]] = []
        self.port = 0

    @property
    def urls(self) -> list[str]:
        return [url for _at, url in self.asked]

    def times(self, url: str) -> list[float]:
        """When a URL was asked for, on the monotonic clock."""
        return [at for at, asked in self.asked if asked == url]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[ScriptedWeb]:
        async with listening(self._serve) as self.port:
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            url = (await read_request(reader)).split()[1].decode()
            self.asked.append((time.monotonic(), url))
            answers = self._left.get(url) or [NOT_FOUND if url.endswith("/robots.txt") else PAGE]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if answer == GOODBYE:
                return
            if answer == SILENCE:
                await asyncio.Event().wait()
            writer.write(answer)
            await writer.drain()


class Asking(Spider):
    """Asks for each URL at once."""

    name = "asking"

    def __init__(self, urls: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.urls = urls
        self.statuses: dict[str, int] = {}
        self.refusals: dict[str, str] = {}

    async def start(self) -> AsyncIterator[Request]:
        for url in self.urls:
            yield self.request_for(url)

    def request_for(self, url: str) -> Request:
        return Request(url, errback=self.refused, cb_kwargs={"asked": url}, dont_filter=True)

    def parse(self, response: Response, asked: str) -> None:
        self.statuses[asked] = response.status

    def refused(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy puts it there
        self.refusals[request.cb_kwargs["asked"]] = str(failure.value)


@dataclass(kw_only=True)
class Crawls:
    """Crawls into one collection; `web` is the last one's."""

    folder: Path
    environment: pytest.MonkeyPatch
    web: ScriptedWeb = field(default_factory=lambda: ScriptedWeb({}))

    def of(
        self,
        urls: Sequence[str],
        script: Mapping[str, Sequence[bytes]],
        spider: type[Asking] = Asking,
        **settings: object,
    ) -> Asking:
        """The spider after its crawl of these URLs."""
        return asyncio.run(self._crawl(urls, script, spider, settings))

    def outcomes(self, url: str) -> list[tuple[OutcomeKind, str]]:
        """Kind and detail of what became of requests without an answer."""
        engine = catalog_engine(Collection(root=self.folder).sqlalchemy_url)
        with reading(engine) as conn:
            found = [(outcome.kind, outcome.detail) for outcome in outcomes_of(conn, url)]
        engine.dispose()
        return found

    async def _crawl(
        self,
        urls: Sequence[str],
        script: Mapping[str, Sequence[bytes]],
        spider: type[Asking],
        settings: Mapping[str, object],
    ) -> Asking:
        self.web = ScriptedWeb(script)
        async with self.web.running():
            self.environment.setenv("http_proxy", f"http://127.0.0.1:{self.web.port}")
            self.environment.setenv("no_proxy", "")
            crawler = AsyncCrawlerRunner(self._settings(settings)).create_crawler(spider)
            async with asyncio.timeout(PATIENCE):
                await crawler.crawl_async(urls=urls)
        return _spider_of(crawler)

    def _settings(self, settings: Mapping[str, object]) -> Settings:
        made = Settings({"KALLA_COLLECTION": str(self.folder)}, priority="cmdline")
        made.setmodule("crawler.settings")
        made.setdict({**FAST, **settings}, priority="cmdline")
        return made


def _spider_of(crawler: Crawler) -> Asking:
    assert isinstance(crawler.spider, Asking)
    return crawler.spider
