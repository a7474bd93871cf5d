"""What can be read of a file that may be damaged: a broken record is told, and reading goes on behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.warc.members import GZIP_MAGIC, ZSTD_MAGIC, Member
from archive.warc.reader import final_name, iter_records, records_of
from archive.warc.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from archive.warc.reader import Record

_WINDOW = 1 << 20
_PLAIN_MAGIC = b"WARC/"


def scan(path: Path) -> Iterator[Record | BrokenRecord]:
    """The records of a file and, in their places, the reasons why some cannot be read.

    Damage may come to light while a block is read: then reading raises BrokenRecord, and the same is given
    here next.
    """
    offset: int | None = 0
    while offset is not None:
        try:
            yield from iter_records(path, offset=offset)
        except BrokenRecord as error:
            yield error
            offset = next_record(path, error.offset + 1)
        else:
            offset = None


def next_record(path: Path, after: int) -> int | None:
    """Where the next record begins at or behind a place in the file; None where none does.

    In a compressed file only a member whose content begins like a record counts. In a plain one a body that
    holds a WARC file of its own can mislead.
    """
    with open_source(path) as file:
        start = file.read(len(ZSTD_MAGIC))
        magic = next((known for known in (GZIP_MAGIC, ZSTD_MAGIC) if start.startswith(known)), _PLAIN_MAGIC)
        return next((at for at in _places_of(magic, file, after) if _begins_record(file, at, path)), None)


def _places_of(magic: bytes, file: BinaryIO, after: int) -> Iterator[int]:
    while True:
        file.seek(after)
        window = file.read(_WINDOW)
        at = window.find(magic)
        while at >= 0:
            yield after + at
            at = window.find(magic, at + 1)
        if len(window) < _WINDOW:
            return
        after += _WINDOW - len(magic) + 1


def _begins_record(file: BinaryIO, offset: int, path: Path) -> bool:
    member = Member.at(file, offset)
    if member is None:
        return False
    try:
        return next(records_of(member, final_name(path)), None) is not None
    except BrokenRecord:
        return False
