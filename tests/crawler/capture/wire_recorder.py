"""A recorder that keeps exchanges in memory, and the handler that fills it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.crawler import Crawler

from archive.http1.head import parse_response_head
from archive.model import Capture
from crawler.capture.handler import CapturingDownloadHandler

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from archive.errors import RecordingFailed
    from archive.model import Exchange, Outcome


@dataclass
class Kept:
    """What was recorded, in order; a block is read at once, as the file is closed afterwards."""

    exchanges: list[Exchange] = field(default_factory=list)
    blocks: list[bytes] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    unreadable: list[bytes] = field(default_factory=list)
    stopped_by: RecordingFailed | None = None

    def now(self) -> datetime:
        return datetime.now(UTC)

    def exchange(self, exchange: Exchange) -> Capture:
        self.exchanges.append(exchange)
        self.blocks.append(exchange.response.read())
        return Capture(
            record_id=f"urn:test:{len(self.blocks)}",
            url=exchange.url,
            captured_at=exchange.started_at,
            status=parse_response_head(self.blocks[-1]).status,
            mime="text/html",
            digest="sha1:",
            warc="memory",
            offset=0,
            length=len(self.blocks[-1]),
            truncated=exchange.truncated,
        )

    def outcome(self, outcome: Outcome, came: Exchange | None = None) -> None:
        self.outcomes.append(outcome)
        if came is not None:
            self.unreadable.append(came.response.read())

    def stop(self, error: RecordingFailed) -> None:
        self.stopped_by = error


@asynccontextmanager
async def capturing(**settings: object) -> AsyncIterator[tuple[CapturingDownloadHandler, Kept]]:
    """The handler as a crawl of loopback servers has it, pages with missing bytes allowed."""
    defaults = {"KALLA_PRIVATE_ADDRESSES": True, "DOWNLOAD_FAIL_ON_DATALOSS": False}
    kept = Kept()
    handler = CapturingDownloadHandler(Crawler(Spider, defaults | settings), kept)
    try:
        yield handler, kept
    finally:
        await handler.close()
