"""What a catalog is made of, as WARC records tell it: captures, and what people and files brought in.

The writer makes its answers by these same functions, so what it said while writing is what reading gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Literal, cast, get_args

from archive.errors import BrokenRecord
from archive.http1.head import HEAD_LIMIT
from archive.http1.location import redirect_target
from archive.model import Capture, Truncation
from archive.warc.http_payload import payload_digest, response_head
from archive.warc.reader import bare_uri, iter_records
from archive.warc.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from archive.http1.head import ResponseHead
    from archive.warc.reader import Record

OWN_NAMES = "urn:kalla:"
SOURCE = "Kalla-Source"
KEPT_LIMIT = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record lies: the file's final name, and its compressed bytes there."""

    warc: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A record under a name of our own: an imported rendering, a decision, a fetch that was not answered."""

    record_id: str
    target_uri: str
    at: datetime
    content_type: str
    body: bytes
    warc: str
    offset: int
    length: int
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFields:
    """The WARC fields that a capture is made from."""

    record_id: str
    url: str
    captured_at: datetime
    type: Literal["response", "revisit"]
    digest: str
    truncated: str | None = None
    refers_to: str | None = None
    profile: str | None = None


def capture_from(fields: CaptureFields, head: ResponseHead | None, place: Place) -> Capture:
    """`head` is the HTTP head that the block begins with; a 304's revisit has an empty block."""
    status = head.status if head is not None else 0
    if head is None and fields.type == "revisit" and (fields.profile or "").endswith("/server-not-modified"):
        status = 304
    truncated = fields.truncated if fields.truncated in get_args(Truncation) else None
    return Capture(
        record_id=fields.record_id,
        url=fields.url,
        captured_at=fields.captured_at,
        status=status,
        mime=_mime(head),
        digest=fields.digest,
        warc=place.warc,
        offset=place.offset,
        length=place.length,
        type=fields.type,
        location=redirect_target(fields.url, head.status, head.values(b"location")) if head else None,
        truncated=cast("Truncation | None", truncated),
        refers_to=fields.refers_to,
    )


def captures_in(path: Path) -> Iterator[Capture | Kept]:
    """All that a catalog can be made of, in the order of the file. Raise BrokenRecord where it is damaged."""
    for record in iter_records(path):
        found = capture_of(record) or kept_of(record)
        if found is not None:
            yield found


def readable_captures_in(path: Path) -> Iterator[Capture | Kept | BrokenRecord]:
    """The same of a file that may be damaged: damage comes out in its place, and reading goes on."""
    for record in scan(path):
        if isinstance(record, BrokenRecord):
            yield record
            continue
        try:
            found = capture_of(record) or kept_of(record)
        except BrokenRecord:
            # The scan tells of it next.
            continue
        if found is not None:
            yield found


def capture_of(record: Record) -> Capture | None:
    """The capture that a record of HTTP is; None for all others. Reads the block to its end."""
    if not is_http_capture(record):
        return None
    digest = record.field("WARC-Payload-Digest")
    start = record.block.read(HEAD_LIMIT)
    if digest is None:
        digest = payload_digest(chain((start,), record.block))
    return capture_of_http(record, start, digest)


def is_http_capture(record: Record) -> bool:
    return record.type in {"response", "revisit"} and record.target_uri.startswith(("http:", "https:"))


def capture_of_http(record: Record, block_start: bytes, digest: str) -> Capture:
    """The capture that such a record is, when its block was read already."""
    refers_to = record.field("WARC-Refers-To")
    fields = CaptureFields(
        record_id=record.record_id,
        url=record.target_uri,
        captured_at=record.date,
        type="response" if record.type == "response" else "revisit",
        digest=digest,
        truncated=record.field("WARC-Truncated"),
        refers_to=None if refers_to is None else bare_uri(refers_to),
        profile=record.field("WARC-Profile"),
    )
    return capture_from(fields, response_head(block_start), _place(record))


def kept_of(record: Record) -> Kept | None:
    """What lies under a name of our own; None for other records, and for what is far too big for one."""
    if record.type not in {"resource", "metadata"} or not record.target_uri.startswith(OWN_NAMES):
        return None
    if record.content_length > KEPT_LIMIT:
        return None
    body = record.block.read()
    content_type = record.field("Content-Type") or ""
    kept = kept_from(record.record_id, record.target_uri, record.date, content_type, body, _place(record))
    return replace(kept, source=record.field(SOURCE))


def kept_from(
    record_id: str, target_uri: str, at: datetime, content_type: str, body: bytes, place: Place
) -> Kept:
    return Kept(
        record_id=record_id,
        target_uri=target_uri,
        at=at,
        content_type=content_type,
        body=body,
        warc=place.warc,
        offset=place.offset,
        length=place.length,
    )


def _place(record: Record) -> Place:
    return Place(warc=record.file, offset=record.offset, length=record.length)


def _mime(head: ResponseHead | None) -> str:
    values = head.values(b"content-type") if head is not None else []
    media_type = values[0].partition(b";")[0].strip().lower() if values else b""
    return media_type.decode("ascii", "replace")
