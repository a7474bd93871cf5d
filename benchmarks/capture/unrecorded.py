"""The capturing handler with nobody to keep what it captures: what the handler alone costs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from archive.model import Capture
from crawler.capture.handler import CapturingDownloadHandler

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from archive.errors import RecordingFailed
    from archive.model import Exchange, Outcome

_CAPTURE = Capture(
    record_id="urn:uuid:00000000-0000-0000-0000-000000000000",
    url="http://127.0.0.1/",
    captured_at=datetime(2026, 11, 1, tzinfo=UTC),
    status=200,
    mime="text/html",
    digest="",
    warc="",
    offset=0,
    length=0,
    type="response",
)


class Forgetting:
    """Keeps nothing."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def exchange(self, exchange: Exchange) -> Capture:  # noqa: ARG002
        return _CAPTURE

    def outcome(self, outcome: Outcome, came: Exchange | None = None) -> None:  # noqa: ARG002
        raise RuntimeError(f"the loopback server did not answer: {outcome}")

    def stop(self, error: RecordingFailed) -> None:
        raise error


class UnrecordedDownloadHandler(CapturingDownloadHandler):
    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, Forgetting())
