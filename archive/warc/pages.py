"""The page that a capture holds, decoded: what extraction and `kalla show` start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.http1.message import body_of, response_head
from archive.model import Page
from archive.warc.places import warc_path
from archive.warc.reader import read_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.model import Capture
    from archive.warc.reader import Record

BLOCK_LIMIT = 256_000_000


def page_at(root: Path, capture: Capture, original: Callable[[Capture], Capture | None]) -> Page:
    """The page of a capture in a collection, a package or a WARC file.

    `original` gives the capture that a revisit's body lies in, None where it is not known. Raise BrokenRecord
    where record or body cannot be had.
    """
    holder = capture if capture.type == "response" else original(capture)
    if holder is None or holder.type != "response":
        raise BrokenRecord(capture.warc, capture.offset, "the record with its body is not in the archive")
    block = block_at(root, holder)
    own = block if holder is capture else block_at(root, capture)
    return Page(
        record_id=capture.record_id,
        url=capture.url,
        captured_at=capture.captured_at,
        status=capture.status,
        content_type=_content_type(own) or _content_type(block),
        body=body_of(block, limit=BLOCK_LIMIT).body,
    )


def block_at(root: Path, capture: Capture) -> bytes:
    """The bytes of a capture's own block: head and body as they crossed the wire."""
    with read_record(warc_path(root, capture.warc), capture.offset) as record:
        return _block(record, capture)


def head_at(root: Path, capture: Capture) -> bytes:
    """The status line and header fields of a capture, as they crossed the wire; empty for a 304's revisit."""
    block = block_at(root, capture)
    head = response_head(block)
    return block if head is None else block[: head.size]


def record_at(root: Path, capture: Capture) -> bytes:
    """The whole record as the file holds it, its own head included and decompressed."""
    with read_record(warc_path(root, capture.warc), capture.offset) as record:
        return record.head_bytes + _block(record, capture) + b"\r\n\r\n"


def _block(record: Record, capture: Capture) -> bytes:
    """The block, if this is the capture's record and fits into memory. Raise BrokenRecord."""
    if record.record_id != capture.record_id:
        reason = f"{record.record_id} lies here, not {capture.record_id}: rebuild the catalog"
        raise BrokenRecord(record.file, capture.offset, reason)
    if record.content_length > BLOCK_LIMIT:
        raise BrokenRecord(record.file, capture.offset, f"a block of {record.content_length} bytes")
    data = record.block.read()
    record.block.finish()
    return data


def _content_type(block: bytes) -> str:
    head = response_head(block)
    values = head.values(b"content-type") if head is not None else []
    return values[0].decode("latin-1") if values else ""
