"""What can be read of a file that may be damaged: a broken record is told, and reading goes on behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import BrokenRecord, UnreadableInput
from archive.warc.members import GZIP_MAGIC, ZSTD_MAGIC, Member
from archive.warc.reader import final_name, iter_records, records_of
from archive.warc.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from archive.warc.reader import Record

_WINDOW = 1 << 20
# All of them everywhere: the file's first bytes, which would tell its kind, may be what is damaged.
_BEGINNINGS = (GZIP_MAGIC, ZSTD_MAGIC, b"WARC/1.", b"WARC/0.1")
_LONGEST = max(map(len, _BEGINNINGS))


class UnreadableFile(BrokenRecord):
    """The system does not hand the file out, or nothing behind `offset`."""


def scan(path: Path) -> Iterator[Record | BrokenRecord]:
    """The records of a file and, in their places, the reasons why some cannot be read.

    Damage may come to light while a block is read: then reading raises BrokenRecord, and the same is given
    here next. A file that the system does not let be read ends in an UnreadableFile.
    """
    offset: int | None = 0
    reached = 0
    try:
        while offset is not None:
            try:
                yield from iter_records(path, offset=offset)
            except BrokenRecord as error:
                yield error
                reached = error.offset
                offset = next_record(path, reached + 1)
            else:
                offset = None
    except UnreadableInput as error:
        yield UnreadableFile(final_name(path), reached, str(error))
    except OSError as error:
        yield UnreadableFile(final_name(path), reached, f"cannot be read: {error.strerror or error}")


def next_record(path: Path, after: int) -> int | None:
    """Where the next record begins at or behind a place in the file; None where none does.

    Only a place counts at which a record's whole head can be read. A body that holds a WARC file of its own
    can mislead.
    """
    with open_source(path) as file:
        return next((at for at in _places(file, after) if _begins_record(file, at, path)), None)


def _places(file: BinaryIO, after: int) -> Iterator[int]:
    """Where a record may begin, by its first bytes."""
    while True:
        file.seek(after)
        window = file.read(_WINDOW)
        for at in sorted({at for beginning in _BEGINNINGS for at in _found(beginning, window)}):
            yield after + at
        if len(window) < _WINDOW:
            return
        after += _WINDOW - _LONGEST + 1


def _found(beginning: bytes, window: bytes) -> Iterator[int]:
    at = window.find(beginning)
    while at >= 0:
        yield at
        at = window.find(beginning, at + 1)


def _begins_record(file: BinaryIO, offset: int, path: Path) -> bool:
    member = Member.at(file, offset)
    if member is None:
        return False
    try:
        return next(records_of(member, final_name(path)), None) is not None
    except BrokenRecord:
        return False
