"""The one recorder of a crawl: opened with it, closed with it, and its failure is the crawl's end."""

from __future__ import annotations

import asyncio
import logging
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Self
from weakref import WeakKeyDictionary, proxy

from scrapy import signals
from scrapy.utils.asyncio import create_looping_call

from archive.catalog.engine import writing
from archive.catalog.frontier import leased, renew
from archive.collection import Collection
from archive.errors import RecordingFailed
from archive.recorder import Recorder
from archive.warc.writer import CrawlInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy import Spider
    from scrapy.crawler import Crawler
    from sqlalchemy import Connection, Engine
    from twisted.python.failure import Failure

    from archive.model import Capture, Exchange, Outcome
    from archive.statements import Statement

logger = logging.getLogger(__name__)

PROBLEMS = "kalla/problems"  # the stat that makes the exit code 1
LEASE = timedelta(minutes=10)
HEARTBEAT = 30.0  # seconds

_of_crawler: WeakKeyDictionary[Crawler, CrawlRecorder] = WeakKeyDictionary()


def recorder_for(crawler: Crawler) -> CrawlRecorder:
    """The recorder of this crawl, the same for all who ask."""
    if crawler not in _of_crawler:
        _of_crawler[crawler] = CrawlRecorder(crawler)
    return _of_crawler[crawler]


class CrawlRecorder:
    """A Recorder that stops its crawl when it fails: what cannot be kept must not be handed on."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler: Crawler = proxy(crawler)  # or the crawler would never be freed
        settings = crawler.settings
        self.collection = Collection(
            root=Path(settings["KALLA_COLLECTION"]), catalog_url=settings["KALLA_CATALOG"]
        )
        self._clock_offset = timedelta(seconds=settings.getfloat("KALLA_CLOCK_OFFSET"))
        self.recorder = Recorder(self.collection, _info(crawler), now=self.now)

    @property
    def catalog(self) -> Engine:
        return self.recorder.catalog

    @property
    def worker(self) -> str:
        return self.recorder.worker

    def now(self) -> datetime:
        """The time that goes into records; KALLA_CLOCK_OFFSET moves it, and every warcinfo says so."""
        return datetime.now(UTC) + self._clock_offset

    def exchange(self, exchange: Exchange) -> Capture:
        with self._stopping():
            return self.recorder.exchange(exchange)

    def outcome(self, outcome: Outcome, came: Exchange | None = None) -> None:
        with self._stopping():
            self.recorder.outcome(outcome, came)

    def statement(self, statement: Statement) -> None:
        with self._stopping():
            self.recorder.statement(statement)

    def leased(self, conn: Connection, names: Iterable[str]) -> list[str]:
        """Those of these URLs, or pieces of work, that no other crawl is at; they are leased to this one.

        By the true time always, for one crawl's moved clock must not end another's leases.
        """
        return leased(conn, names, worker=self.worker, now=datetime.now(UTC), lasting=LEASE)

    def keep_alive(self) -> None:
        """Renew the leases, and bring to the disk what a pause would leave in the kernel's hands."""
        with self._stopping():
            self.recorder.sync()
            with writing(self.catalog) as conn:
                renew(conn, worker=self.worker, now=datetime.now(UTC), lasting=LEASE)

    def close(self) -> None:
        with self._stopping():
            self.recorder.close()

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        try:
            yield
        except RecordingFailed as error:
            self.stop(error)
            raise

    def stop(self, error: RecordingFailed) -> None:
        """End the crawl, once, with a clear word and an exit code of 1."""
        stats, engine = self.crawler.stats, self.crawler.engine
        if stats.get_value("kalla/recording_failed"):
            return
        logger.critical("the crawl stops, since nothing more can be kept: %s", error)
        stats.set_value("kalla/recording_failed", str(error))
        stats.inc_value(PROBLEMS)
        if engine.spider is not None:
            self._closing = asyncio.ensure_future(engine.close_spider_async(reason="recording_failed"))


class RecordingExtension:
    """Opens the recorder before the first request, keeps the leases alive, and closes it after the last."""

    def __init__(self, crawler: Crawler) -> None:
        self.recorder = recorder_for(crawler)
        self._heartbeat = create_looping_call(self.recorder.keep_alive)
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.failed, signals.spider_error)
        crawler.signals.connect(self.failed, signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def spider_opened(self, spider: Spider) -> None:  # noqa: ARG002
        self._heartbeat.start(HEARTBEAT, now=False)

    def failed(self, failure: Failure) -> None:
        """A spider or the pipeline failed: where it could not write, neither can the recorder."""
        if isinstance(failure.value, RecordingFailed):
            self.recorder.stop(failure.value)

    def spider_closed(self, spider: Spider) -> None:  # noqa: ARG002
        if self._heartbeat.running:
            self._heartbeat.stop()
        self.recorder.close()


def _info(crawler: Crawler) -> CrawlInfo:
    """What the `warcinfo` records say of this crawl."""
    settings = crawler.settings
    kept = ["DOWNLOAD_DELAY", "CONCURRENT_REQUESTS_PER_DOMAIN", "DOWNLOAD_TIMEOUT", "DOWNLOAD_MAXSIZE"]
    if settings.getfloat("KALLA_CLOCK_OFFSET"):
        kept.append("KALLA_CLOCK_OFFSET")
    return CrawlInfo(
        software=f"Kalla/{version('kalla')} Scrapy/{version('scrapy')}",
        robots="obeyed, as RFC 9309 has it",
        operator=settings["KALLA_CONTACT"] or "not named",
        user_agent=settings["USER_AGENT"],
        settings={
            "spider": getattr(crawler.spidercls, "name", ""),
            **{name: settings[name] for name in kept},
        },
    )
