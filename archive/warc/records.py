"""One WARC record to be written: its fields, its block, and its bytes as a gzip member of its own.

The block goes out as it came in. warcio spells the record's own head, but is never shown the HTTP head inside
the block: its writer would parse that and write it anew, which changes odd messages, and it leaves out the
block of a revisit whose HTTP head it has not parsed.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Literal
from urllib.parse import quote

from warcio.statusandheaders import StatusAndHeaders

from archive.warc.compression import compressor
from archive.warc.dates import warc_date
from archive.warc.digests import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

RecordType = Literal["warcinfo", "request", "response", "revisit", "resource", "metadata"]
_PRINTABLE = "".join(chr(code) for code in range(0x21, 0x7F))
_BATCH = 1 << 20
BLOCK_PIECE = 1 << 18  # most pages are one


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """`fields` are those beyond type, id, target, date, content type, length and the two digests."""

    type: RecordType
    record_id: str
    target_uri: str | None
    date: datetime
    content_type: str
    block: BinaryIO
    length: int
    block_digest: str
    payload_digest: str | None
    fields: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> str | None:
        return next((value for key, value in self.fields if key == name), None)


def new_record_id() -> str:
    return uuid.uuid4().urn


def written_uri(uri: str) -> str:
    """The URI with everything percent-encoded that could break a line or a CDX field."""
    return quote(uri, safe=_PRINTABLE, errors="surrogateescape")


def written_value(value: str) -> str:
    """A field's value on one line."""
    printable = value if value.isprintable() else "".join(c if c.isprintable() else " " for c in value)
    return " ".join(printable.split())


def document(
    kind: RecordType,
    target_uri: str | None,
    content_type: str,
    body: bytes,
    at: datetime,
    fields: tuple[tuple[str, str], ...] = (),
) -> NewRecord:
    """A record whose block is its payload: warcinfo, resource, metadata."""
    digest = digest_of(body)
    return NewRecord(
        type=kind,
        record_id=new_record_id(),
        target_uri=None if target_uri is None else written_uri(target_uri),
        date=at,
        content_type=content_type,
        block=BytesIO(body),
        length=len(body),
        block_digest=digest,
        payload_digest=None if kind == "warcinfo" else digest,
        fields=fields,
    )


def all_fields(record: NewRecord) -> list[tuple[str, str]]:
    """The record's head, in the order it is written."""
    given = [
        ("WARC-Type", record.type),
        ("WARC-Record-ID", f"<{record.record_id}>"),
        ("WARC-Target-URI", record.target_uri),
        ("WARC-Date", warc_date(record.date)),
        ("WARC-Block-Digest", record.block_digest),
        ("WARC-Payload-Digest", record.payload_digest),
        *((name, written_value(value)) for name, value in record.fields),
        ("Content-Type", record.content_type),
        ("Content-Length", str(record.length)),
    ]
    return [(name, value) for name, value in given if value is not None]


def write_member(record: NewRecord, write: Callable[[bytes | bytearray], object]) -> None:
    """Hand the record's gzip member to `write` in pieces of about a mebibyte."""
    member, pending = compressor(), bytearray()
    for piece in _pieces(record):
        pending += member.compress(piece)
        if len(pending) >= _BATCH:
            write(pending)
            pending.clear()
    pending += member.flush()
    write(pending)


def _pieces(record: NewRecord) -> Iterator[bytes]:
    head: bytes = StatusAndHeaders("", all_fields(record), protocol="WARC/1.1").to_bytes(encoding="utf-8")
    yield head
    record.block.seek(0)
    while piece := record.block.read(BLOCK_PIECE):
        yield piece
    yield b"\r\n\r\n"
