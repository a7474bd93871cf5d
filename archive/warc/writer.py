"""The one way into the archive: exchanges and documents become records in files that begin with a warcinfo.

What a method returned is in the hands of the kernel. When one raises RecordingFailed the file ends with its
last whole exchange, the writer is done for, and the crawl must stop.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from archive.errors import RecordingFailed
from archive.warc.answers import received
from archive.warc.captures import SOURCE, Place, capture_from, kept_from
from archive.warc.exchange import records_of_exchange, records_without_status
from archive.warc.files import SyncBound, WarcFile
from archive.warc.outcomes import OUTCOME_TYPE, outcome_body
from archive.warc.own_names import own_name
from archive.warc.records import document, write_member, written_value
from archive.warc.warcinfo import CrawlInfo, warcinfo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from archive.model import Capture, Exchange, Outcome
    from archive.warc.answers import Received
    from archive.warc.captures import Kept
    from archive.warc.records import NewRecord

__all__ = ["CrawlInfo", "Limits", "SyncBound", "WarcWriter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """When a file is closed and the next begun, and how much of it a power cut may take."""

    bytes: int = 1_000_000_000
    age: timedelta = timedelta(hours=24)
    sync: SyncBound = field(default_factory=SyncBound)


class WarcWriter:
    """One crawl's hand on a collection, for one thread. The first file is made with the first record."""

    def __init__(
        self,
        collection: Path,
        info: CrawlInfo,
        *,
        now: Callable[[], datetime],
        prefix: str = "kalla",
        limits: Limits | None = None,
    ) -> None:
        self._collection, self._info, self._now, self._prefix = collection, info, now, prefix
        self._limits = limits or Limits()
        self._file: WarcFile | None = None
        self._failure: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def exchange(
        self, exchange: Exchange, original: Callable[[Received], Capture | None] = lambda _came: None
    ) -> Capture:
        """Keep an exchange: as a revisit of its `original` where the answer was 304 or the same 200."""
        came = received(exchange)
        made = records_of_exchange(came, original(came))
        digest = made.answer.payload_digest or ""
        return capture_from(made.answer, made.head, digest, self._append((*made.beside, made.answer)))

    def outcome(self, outcome: Outcome, came: Exchange | None = None) -> Kept:
        """Keep that a fetch was not answered or not made, after the bytes that `came` and were no answer."""
        body = outcome_body(outcome)
        record = document("metadata", own_name("outcome"), OUTCOME_TYPE, body, outcome.at)
        before = () if came is None else records_without_status(came, record.record_id)
        return self._document(record, body, before)

    def resource(
        self,
        target_uri: str,
        content_type: str,
        body: bytes,
        *,
        at: datetime,
        fields: Mapping[str, str] | None = None,
    ) -> Kept:
        """Keep a file that was brought in, such as a rendering; `fields` are further WARC fields."""
        further = dict(fields or {})
        record = document("resource", target_uri, content_type, body, at, tuple(further.items()))
        source = further.get(SOURCE)
        return replace(self._document(record, body), source=None if source is None else written_value(source))

    def metadata(self, target_uri: str, content_type: str, body: bytes, *, at: datetime) -> Kept:
        """Keep a statement, such as a person's decision; under a page's own URL it would spoil the replay."""
        if not target_uri.startswith("urn:"):
            raise ValueError(f"metadata needs a urn: target, not {target_uri}")
        return self._document(document("metadata", target_uri, content_type, body, at), body)

    def sync(self) -> None:
        """Bring everything to the disk now, whatever the bound allows."""
        if self._file is not None:
            try:
                self._file.sync(self._now())
            except OSError as error:
                raise self._failed(error) from error

    def close(self) -> None:
        """Close the file, if one was begun. After a failure it stays unfinished, for healing."""
        if self._file is not None:
            try:
                self._file.close()
            except OSError as error:
                raise self._failed(error) from error
            self._file = None

    def _document(self, record: NewRecord, body: bytes, before: tuple[NewRecord, ...] = ()) -> Kept:
        place = self._append((*before, record))
        target_uri = record.target_uri or ""
        return kept_from(record.record_id, target_uri, record.date, record.content_type, body, place)

    def _append(self, records: tuple[NewRecord, ...]) -> Place:
        """Write the records as one batch and say where the last of them lies."""
        if self._failure is not None:
            raise RecordingFailed(f"nothing is written after a failure: {self._failure}")
        try:
            return self._written(self._file_for(self._now()), records)
        except BaseException as error:
            # Whatever it was, an interrupt as much as a full disk: no half exchange may stay behind.
            failure = self._failed(error)
            if isinstance(error, OSError):
                raise failure from error
            raise

    def _written(self, file: WarcFile, records: tuple[NewRecord, ...]) -> Place:
        start = file.size
        for record in records:
            start = file.size
            write_member(record, file.write)
        file.end_batch([record.date for record in records], self._limits.sync, self._now())
        return Place(warc=file.name, offset=start, length=file.size - start)

    def _file_for(self, now: datetime) -> WarcFile:
        """The file to write to: an exchange is never split over two."""
        file = self._file
        if file is not None and (file.size >= self._limits.bytes or now - file.opened_at >= self._limits.age):
            self.close()
        if self._file is None:
            self._file = WarcFile(self._collection, self._prefix, now)
            self._written(self._file, (warcinfo(self._info, self._file.name, now),))
        return self._file

    def _failed(self, error: BaseException) -> RecordingFailed:
        self._failure = f"{type(error).__name__}: {error}"
        file, self._file = self._file, None
        if file is not None:
            file.give_up()
        return RecordingFailed(f"cannot write to {self._collection}: {error}")
