"""What a verification has seen so far, and what it can decide only when all files are read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.warc.reader import bare_uri
from archive.warc.verification.oddities import Oddities

if TYPE_CHECKING:
    from datetime import datetime

    from archive.warc.reader import Record
    from archive.warc.verification.block_check import Convention
    from archive.warc.verification.finding import Finding

Name = str | tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A record, as far as others refer to it."""

    file: str
    offset: int
    record_id: str
    type: str
    date: datetime
    payload_digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A record that names another, by any of `names`."""

    source: Seen
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the manifest's line of a file states of its records."""

    records: int
    first: datetime
    last: datetime


@dataclass(slots=True)
class Ledger:
    """`by_name` finds a record by its id, and a response by target URI and date as well.

    `empty_bodies` are responses whose head announces a body that is not there, as a HEAD's does.
    `conventions` counts what payload digests were computed of: `decoded` (chunks undone, as the standard
    means it), `as sent` (chunk sizes included, as wget does), `either` where there were no chunks.
    """

    contents: dict[str, Contents] = field(default_factory=dict)
    conventions: Counter[Convention] = field(default_factory=Counter)
    by_name: dict[Name, Seen] = field(default_factory=dict)
    revisits: list[Reference] = field(default_factory=list)
    requests: list[Reference] = field(default_factory=list)
    head_requests: set[Name] = field(default_factory=set)
    empty_bodies: list[tuple[tuple[Name, ...], Finding]] = field(default_factory=list)
    responses: list[Reference] = field(default_factory=list)
    oddities: defaultdict[str, Oddities] = field(default_factory=lambda: defaultdict(Oddities))

    def enter(self, record: Record) -> Seen:
        """Make a record known, unless one of its id is known already."""
        seen = Seen(
            file=record.file,
            offset=record.offset,
            record_id=record.record_id,
            type=record.type,
            date=record.date,
            payload_digest=record.field("WARC-Payload-Digest"),
        )
        self._count(record)
        self.by_name.setdefault(record.record_id, seen)
        if record.type == "response":
            self.by_name.setdefault(own_place(record), seen)
        return seen

    def summary(self) -> str:
        """How much was read, and what its payload digests were computed of."""
        records = sum(contents.records for contents in self.contents.values())
        computed = ", ".join(f"{number} {name}" for name, number in sorted(self.conventions.items()))
        digests = f"; payload digests: {computed}" if computed else ""
        return f"{records} records in {len(self.contents)} files{digests}"

    def _count(self, record: Record) -> None:
        known = self.contents.get(record.file)
        self.contents[record.file] = Contents(
            records=known.records + 1 if known else 1,
            first=min(known.first, record.date) if known else record.date,
            last=max(known.last, record.date) if known else record.date,
        )


def own_place(record: Record) -> Name:
    return record.target_uri, record.field("WARC-Date") or ""


def concurrent_names(record: Record) -> tuple[Name, ...]:
    """The ids under which a request and its response name each other, whichever of them does."""
    named = [bare_uri(value) for name, value in record.fields if name.lower() == "warc-concurrent-to"]
    return (record.record_id, own_place(record), *named)


def referred_names(record: Record) -> tuple[Name, ...]:
    """How a revisit names its original."""
    record_id = record.field("WARC-Refers-To")
    uri, date = record.field("WARC-Refers-To-Target-URI"), record.field("WARC-Refers-To-Date")
    by_id: tuple[Name, ...] = () if record_id is None else (bare_uri(record_id),)
    return by_id if uri is None or date is None else (*by_id, (bare_uri(uri), date))
