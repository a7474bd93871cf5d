"""What a catalog is made of, as WARC records tell it: captures, and what people and files brought in.

The writer makes its answers by these same functions, so what it said while writing is what reading gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, cast, get_args

from archive.errors import BrokenRecord
from archive.http1.location import redirect_target
from archive.http1.message import message_in, payload_in
from archive.model import Capture, Truncation
from archive.warc.digests import RunningDigest
from archive.warc.own_names import is_own_name, kind_and_key
from archive.warc.reader import bare_uri
from archive.warc.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from archive.http1.head import ResponseHead
    from archive.http1.message import Message
    from archive.warc.own_names import OwnKind
    from archive.warc.reader import Record

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

    @property
    def kind(self) -> OwnKind | None:
        return kind_and_key(self.target_uri)[0]

    @property
    def key(self) -> str:
        return kind_and_key(self.target_uri)[1]


class AnswerRecord(Protocol):
    """A response or revisit record, whether it was just made or is read."""

    @property
    def type(self) -> str: ...
    @property
    def record_id(self) -> str: ...
    @property
    def target_uri(self) -> str | None: ...
    @property
    def date(self) -> datetime: ...
    def field(self, name: str, /) -> str | None: ...


def capture_from(record: AnswerRecord, head: ResponseHead | None, digest: str, place: Place) -> Capture:
    """`head` is the HTTP head that the block begins with; a 304's revisit has an empty block."""
    status = head.status if head is not None else 0
    profile, refers_to = record.field("WARC-Profile") or "", record.field("WARC-Refers-To")
    if head is None and record.type == "revisit" and profile.endswith("/server-not-modified"):
        status = 304
    url, truncated = record.target_uri or "", record.field("WARC-Truncated")
    return Capture(
        record_id=record.record_id,
        url=url,
        captured_at=record.date,
        status=status,
        mime=_mime(head),
        digest=digest,
        warc=place.warc,
        offset=place.offset,
        length=place.length,
        type="response" if record.type == "response" else "revisit",
        location=redirect_target(url, head.status, head.values(b"location")) if head else None,
        truncated=cast("Truncation", truncated) if truncated in get_args(Truncation) else None,
        refers_to=None if refers_to is None else bare_uri(refers_to),
    )


def readable_captures_in(path: Path) -> Iterator[Capture | Kept | BrokenRecord]:
    """All that a catalog can be made of, in the order of the file; damage comes out in its place."""
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
    if record.type not in {"response", "revisit"} or not record.target_uri.startswith(("http:", "https:")):
        return None
    message = message_in(record.block)
    stated = record.field("WARC-Payload-Digest")
    digest = _payload_digest(message) if stated is None else stated
    return capture_from(record, message.head, digest, _place(record))


def kept_of(record: Record) -> Kept | None:
    """What lies under a name of our own; None for other records, and for what is far too big for one."""
    if record.type not in {"resource", "metadata"} or not is_own_name(record.target_uri):
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


def _payload_digest(message: Message) -> str:
    digest = RunningDigest()
    for piece in payload_in(message):
        digest.update(piece)
    return str(digest)


def _place(record: Record) -> Place:
    return Place(warc=record.file, offset=record.offset, length=record.length)


def _mime(head: ResponseHead | None) -> str:
    values = head.values(b"content-type") if head is not None else []
    media_type = values[0].partition(b";")[0].strip().lower() if values else b""
    return media_type.decode("ascii", "replace")
