"""One record's block: is it what its digests say, and is its body what its HTTP head announces?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from archive.http1.framing import listed
from archive.http1.head import head_end
from archive.http1.message import chunks_after, message_in
from archive.warc.digests import DigestClaim, passing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.http1.framing import ChunkedBody
    from archive.http1.head import ResponseHead
    from archive.http1.message import Message
    from archive.warc.reader import Record

Convention = Literal["decoded", "as sent", "either"]
_BODILESS = frozenset({204, 304})
_LONGEST_LENGTH = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFacts:
    """A block, read to its end; `start` reaches to the end of its HTTP head.

    `block_holds` and `payload_holds` are None where there is no such digest or its algorithm is unknown, and
    the latter of a record that holds a segment of its payload only.
    `misfit` says how body and head contradict each other; `body_size` counts what follows the head.
    """

    start: bytes
    body_size: int
    block_holds: bool | None
    payload_holds: bool | None
    convention: Convention | None
    misfit: Misfit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    code: Literal["body-short", "body-long"]
    what: str


def read_block(record: Record) -> BlockFacts:
    """Raise BrokenRecord where the block cannot be read to its end."""
    block = _claim(record, "WARC-Block-Digest")
    message = message_in(record.block if block is None else passing(record.block, block))
    head = message.head if record.type == "response" else None
    body = _Body(record, chunks_after(head))
    for piece in _payload_of(message, record.type):
        body.take(piece)
    record.block.finish()
    is_segment = record.field("WARC-Segment-Number") is not None
    holds, convention = body.payload_verdict()
    return BlockFacts(
        start=message.start,
        body_size=body.size,
        block_holds=None if block is None else block.holds(),
        payload_holds=None if record.type == "revisit" or is_segment else holds,
        convention=convention if record.type == "response" else None,
        misfit=None if head is None or is_segment else body.misfit(head),
    )


class _Body:
    """What follows the head, counted and hashed in both ways that payload digests are computed."""

    def __init__(self, record: Record, chunks: ChunkedBody | None) -> None:
        self._as_sent = _claim(record, "WARC-Payload-Digest")
        self._decoded = _claim(record, "WARC-Payload-Digest")
        self._chunks = chunks
        self._surplus = 0
        self.size = 0

    def take(self, piece: bytes) -> None:
        self.size += len(piece)
        if self._as_sent is not None:
            self._as_sent.update(piece)
        if self._chunks is not None:
            used, payload = self._chunks.feed(piece)
            self._surplus += len(piece) - used
            if self._decoded is not None:
                self._decoded.update(b"".join(payload))

    def payload_verdict(self) -> tuple[bool | None, Convention | None]:
        if self._as_sent is None or self._decoded is None:
            return None, None
        if self._chunks is None:
            return self._as_sent.holds(), "either"
        if self._decoded.holds():
            return True, "decoded"
        return self._as_sent.holds(), "as sent"

    def misfit(self, head: ResponseHead) -> Misfit | None:
        if head.status in _BODILESS:
            return None
        if self._chunks is not None:
            return self._chunks_misfit(self._chunks)
        members = listed(head.values(b"content-length"))
        lengths = [int(text) for text in members if text.isdigit() and len(text) <= _LONGEST_LENGTH]
        if not lengths or self.size in lengths:
            return None
        what = f"the head announces {max(lengths)} bytes, {self.size} are there"
        return Misfit(code="body-short" if self.size < max(lengths) else "body-long", what=what)

    def _chunks_misfit(self, chunks: ChunkedBody) -> Misfit | None:
        if self._surplus:
            return Misfit(code="body-long", what=f"{self._surplus} bytes follow the last chunk")
        if chunks.broken is None and not (chunks.payload_complete or chunks.whole_if_closed):
            return Misfit(code="body-short", what="the last chunk is missing")
        return None


def _claim(record: Record, field: str) -> DigestClaim | None:
    value = record.field(field)
    claim = None if value is None else DigestClaim(value)
    return claim if claim is not None and claim.known else None


def _payload_of(message: Message, record_type: str) -> Iterator[bytes]:
    """What payload digests are computed of: what follows an HTTP head, and all of any other block."""
    if record_type == "response":
        return message.body
    # The first piece of the body is what was read together with the head.
    next(message.body)
    size = (head_end(message.start) or len(message.start)) if record_type == "request" else 0
    return chain((message.start[size:],), message.body)
