"""A capture's record and those written with it: the request, interim answers, the head of a 304.

No index leads to them. They lie close before it in our own files, and close behind it in those of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from archive.http1.head import HEAD_LIMIT, head_end
from archive.warc.places import warc_path
from archive.warc.reader import bare_uri, iter_records, read_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Capture
    from archive.warc.reader import Record

NEIGHBOURS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordHead:
    """A record's own fields as they stand, and the HTTP head that its block begins with.

    `offset` counts bytes of the file. `head` is the block's start where no HTTP head was found.
    """

    type: str
    offset: int
    fields: tuple[tuple[str, str], ...]
    head: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """What was written of one exchange; `others` come in the order of the file."""

    answer: RecordHead
    others: tuple[RecordHead, ...]

    @property
    def request(self) -> RecordHead | None:
        return next((one for one in self.others if one.type == "request"), None)


def exchanged(root: Path, capture: Capture, start: int) -> Exchanged:
    """The records of a capture's exchange; those before it are looked for from `start` on, where a record
    begins. Raise BrokenRecord where the file is damaged there.
    """
    path = warc_path(root, capture.warc)
    with read_record(path, capture.offset) as record:
        answer = _head(record)
    beside = (_head(record) for record in _near(path, capture, start) if _is_beside(record, capture))
    return Exchanged(answer=answer, others=tuple(beside))


def _near(path: Path, capture: Capture, start: int) -> Iterator[Record]:
    yield from takewhile(lambda record: record.offset < capture.offset, iter_records(path, offset=start))
    behind = iter_records(path, offset=capture.offset + capture.length)
    yield from (record for record, _ in zip(behind, range(NEIGHBOURS), strict=False))


def _is_beside(record: Record, capture: Capture) -> bool:
    return bare_uri(record.field("WARC-Concurrent-To") or "") == capture.record_id


def _head(record: Record) -> RecordHead:
    start = record.block.read(min(HEAD_LIMIT, record.content_length))
    return RecordHead(
        type=record.type, offset=record.offset, fields=record.fields, head=start[: head_end(start)]
    )
