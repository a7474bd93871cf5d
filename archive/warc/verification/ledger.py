"""What a verification has seen so far, and what it can decide only when all files are read."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from archive.warc.dates import parsed_warc_date
from archive.warc.reader import bare_uri
from archive.warc.verification.oddities import Oddities

if TYPE_CHECKING:
    from archive.warc.reader import Record
    from archive.warc.verification.block_check import Convention
    from archive.warc.verification.finding import Finding

Name = str | tuple[str, datetime | str]
ORIGINALS = frozenset({"response", "resource"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A record, as far as others refer to it."""

    file: str
    offset: int
    record_id: str
    type: str
    target_uri: str
    date: datetime
    payload_digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A record that names another, by any of `names`; a revisit has a `profile`, and may name its place."""

    source: Seen
    names: tuple[Name, ...]
    profile: str = ""
    target_uri: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What the manifest's line of a file states of its records."""

    records: int
    first: datetime
    last: datetime


@dataclass(slots=True)
class Ledger:
    """`by_name` finds a record by its id, and a response by target URI and date as well.

    `complete` says that all files are read that a revisit may lean on, and that Källa wrote them.
    `unreadable` files are not handed out by the system; `being_written` ones are held by living processes.
    `empty_bodies` are responses whose head announces a body that is not there, as a HEAD's does.
    `conventions` counts what payload digests were computed of: `decoded` (chunks undone, as the standard
    means it), `as sent` (chunk sizes included, as wget does), `either` where there were no chunks.
    """

    complete: bool = False
    contents: dict[str, Contents] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    being_written: set[str] = field(default_factory=set)
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
            target_uri=record.target_uri,
            date=record.date,
            payload_digest=record.field("WARC-Payload-Digest"),
        )
        self._count(record)
        self.by_name.setdefault(record.record_id, seen)
        if record.type in ORIGINALS:
            self.by_name.setdefault(own_place(record), seen)
        return seen

    def summary(self) -> str:
        """How much was read, and what its payload digests were computed of."""
        records = sum(contents.records for contents in self.contents.values())
        computed = ", ".join(f"{number} {name}" for name, number in sorted(self.conventions.items()))
        digests = f"; payload digests: {computed}" if computed else ""
        several, files = "s" * (records != 1), len(self.contents)
        return f"{records} record{several} in {files} file{'s' * (files != 1)}{digests}"

    def _count(self, record: Record) -> None:
        known = self.contents.get(record.file)
        self.contents[record.file] = Contents(
            records=known.records + 1 if known else 1,
            first=min(known.first, record.date) if known else record.date,
            last=max(known.last, record.date) if known else record.date,
        )


def own_place(record: Record) -> Name:
    return record.target_uri, record.date


def concurrent_names(record: Record) -> tuple[Name, ...]:
    """The ids under which a request and its response name each other, whichever of them does."""
    named = [bare_uri(value) for name, value in record.fields if name.lower() == "warc-concurrent-to"]
    return (record.record_id, own_place(record), *named)


def revisit_reference(record: Record, source: Seen) -> Reference:
    """How a revisit names its original."""
    record_id = record.field("WARC-Refers-To")
    uri, date = record.field("WARC-Refers-To-Target-URI"), record.field("WARC-Refers-To-Date")
    by_id: tuple[Name, ...] = () if record_id is None else (bare_uri(record_id),)
    by_place: tuple[Name, ...] = () if uri is None or date is None else ((bare_uri(uri), date_named(date)),)
    return Reference(
        source=source,
        names=(*by_id, *by_place),
        profile=record.field("WARC-Profile") or "",
        target_uri=None if uri is None else bare_uri(uri),
        date=date,
    )


def date_named(text: str) -> datetime | str:
    """As it is written where it is no date, so that it names nothing."""
    try:
        return parsed_warc_date(text)
    except ValueError:
        return text
