"""WARC records read from disk, one after another or by a seek, from our own files and from strangers'.

Read are gzip, zstd and plain files, WARC/1.0 and 1.1, LF line ends, `<…>` around URIs (wget) and several
records in one gzip member. A record that is damaged anywhere raises BrokenRecord, at the latest at its end.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.warc.dates import parsed_warc_date
from archive.warc.members import COMPRESSED, PIECE, Member, Undecodable
from archive.warc.places import OPEN
from archive.warc.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

_HEAD_LIMIT = 1 << 20
_BEGINNING = b"WARC/"
_VERSIONS = (b"WARC/0.1", b"WARC/1.")
_BETWEEN = 2  # line ends; some tools write fewer, and no harm is done where a record follows all the same


class Block:
    """A record's block, to be read once and in order; at its end the record's own end is checked."""

    def __init__(self, member: Member, size: int, file: str, offset: int) -> None:
        self._member = member
        self._missing = size
        self._file, self._offset = file, offset
        self._failure: BrokenRecord | None = None
        self.end: int | None = None

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, fewer only at the end; all that is left where it is negative."""
        wanted = self._missing if size < 0 else min(size, self._missing)
        data = self._read(wanted)
        self._missing -= len(data)
        if len(data) < wanted:
            raise self._broken(f"the block ends {self._missing} bytes early")
        return data

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read(PIECE):
            yield piece

    @property
    def reached(self) -> int:
        """How far the file was read, which is ahead of what was taken from it."""
        return self._member.reached

    def finish(self) -> int:
        """Skip what was not read and give the place on disk where the record ends."""
        if self.end is None:
            for _ in self:
                pass
            if self._failure is not None:
                raise self._failure
            try:
                is_end = self._member.skip_line_ends() >= _BETWEEN or self._ends_here()
            except Undecodable as error:
                raise self._broken(str(error)) from error
            if not is_end:
                raise self._broken("no blank line follows the block: it is longer or shorter than it says")
            self.end = self._member.position
        return self.end

    def _ends_here(self) -> bool:
        return self._member.at_end() or self._member.goes_on_with(_BEGINNING, *COMPRESSED)

    def _read(self, size: int) -> bytes:
        if self._failure is not None:
            raise self._failure
        try:
            return self._member.read(size)
        except Undecodable as error:
            raise self._broken(str(error)) from error

    def _broken(self, reason: str) -> BrokenRecord:
        self._failure = BrokenRecord(self._file, self._offset, reason)
        return self._failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: `fields` as they stand, `offset` in the file `file` (its final name), `block` unread.

    `skipped` counts the records before it in the same gzip member: unless it is 0, no seek leads here.
    """

    file: str
    offset: int
    version: str
    fields: tuple[tuple[str, str], ...]
    block: Block
    content_length: int
    date: datetime
    skipped: int = 0

    def field(self, name: str) -> str | None:
        """The first value of the field called `name`, in whatever case."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), None)

    @property
    def type(self) -> str:
        return (self.field("WARC-Type") or "").lower()

    @property
    def record_id(self) -> str:
        return bare_uri(self.field("WARC-Record-ID") or "")

    @property
    def target_uri(self) -> str:
        return bare_uri(self.field("WARC-Target-URI") or "")

    @property
    def head_bytes(self) -> bytes:
        """The record's own head, up to and with its blank line."""
        lines = [self.version, *(f"{name}: {value}" for name, value in self.fields), "", ""]
        return "\r\n".join(lines).encode()

    @property
    def length(self) -> int:
        """Bytes on disk from `offset` on; reads the block to its end."""
        return self.block.finish() - self.offset


def iter_records(path: Path, *, offset: int = 0) -> Iterator[Record]:
    """The records from `offset` on. A record's block is readable until the next one is asked for."""
    with open_source(path) as file:
        name = final_name(path)
        while (member := Member.at(file, offset)) is not None:
            for record in records_of(member, name):
                yield record
                record.block.finish()
            if member.position == offset:
                raise BrokenRecord(name, offset, "nothing can be read here")
            offset = member.position


@contextmanager
def read_record(path: Path, offset: int) -> Iterator[Record]:
    """The one record at `offset`, by a seek. Raise BrokenRecord where none begins there."""
    with open_source(path) as file:
        member = Member.at(file, offset)
        if member is None:
            raise BrokenRecord(final_name(path), offset, "the file ends before this")
        yield next(records_of(member, final_name(path)))


def records_of(member: Member, name: str) -> Iterator[Record]:
    """The records of one member: one as a rule, all of them in a plain file."""
    skipped = 0
    while True:
        try:
            member.skip_line_ends()
            offset = member.start if member.compressed else member.position
            if member.at_end():
                return
            if not member.compressed and member.goes_on_with(*COMPRESSED):
                # Plain records may stand before compressed ones; other bytes there are no one's.
                if skipped:
                    return
                raise BrokenRecord(name, member.start, "line ends stand before a compressed record")
            record = _record(member, name, offset, skipped if member.compressed else 0)
        except (Undecodable, ValueError) as error:
            raise BrokenRecord(name, member.start if member.compressed else offset, str(error)) from error
        yield record
        record.block.finish()
        skipped += 1


def final_name(path: Path) -> str:
    return path.name.removesuffix(OPEN)


def bare_uri(value: str) -> str:
    return value.strip().removeprefix("<").removesuffix(">")


def _record(member: Member, name: str, offset: int, skipped: int) -> Record:
    version, fields = _head(member)
    known = {key.lower(): value for key, value in reversed(fields)}
    length = known.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise ValueError(f"Content-Length is {length[:40]!r}")
    return Record(
        file=name,
        offset=offset,
        version=version,
        fields=fields,
        block=Block(member, int(length[:19]), name, offset),
        content_length=int(length[:19]),
        date=parsed_warc_date(known.get("warc-date", "")),
        skipped=skipped,
    )


def _head(member: Member) -> tuple[str, tuple[tuple[str, str], ...]]:
    version = member.readline(_HEAD_LIMIT).rstrip(b"\r\n")
    if not version.startswith(_VERSIONS):
        raise ValueError(f"no WARC record begins here: {version[:40]!r}")
    fields: list[tuple[str, list[str]]] = []
    room = _HEAD_LIMIT
    while (line := member.readline(room)).rstrip(b"\r\n"):
        room -= len(line)
        if room < 0:
            raise ValueError("the record's head is too long")
        text = _text(line)
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(text.strip())
            continue
        key, colon, value = text.partition(":")
        if not colon:
            raise ValueError(f"a field without a colon: {text.rstrip()[:60]!r}")
        fields.append((key.strip(), [value.strip()]))
    return version.decode("ascii", "replace"), tuple((key, " ".join(lines)) for key, lines in fields)


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
