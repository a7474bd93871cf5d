"""A response as a record holds it, in one block: head, payload, body.

The payload is what the digest of a record covers: the transfer coding undone, the content coding kept
(RFC 9110, section 6.4). The end of the block ends the body, whatever Content-Length says: archives hold
bodies that were decoded under their old heads. Of a block that is not HTTP all is body.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from archive.http1.coding import DecodedBody, decode_body
from archive.http1.framing import ChunkedBody, CloseDelimitedBody, is_chunked, listed, transfer_codings
from archive.http1.head import HEAD_LIMIT, NotHttp, ResponseHead, head_end, parse_response_head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A block whose head is read: `start` are the bytes up to there and a few more.

    `head` is None where the bytes are not HTTP; then all of them are `body`.
    """

    head: ResponseHead | None
    start: bytes
    body: Iterator[bytes]


def response_head(block_start: bytes) -> ResponseHead | None:
    """The head that a block begins with; None where the bytes are not HTTP."""
    try:
        return parse_response_head(block_start[:HEAD_LIMIT])
    except NotHttp:
        return None


def message_in(block: Iterable[bytes]) -> Message:
    pieces = iter(block)
    start = next(pieces, b"")
    while len(start) < HEAD_LIMIT and head_end(start) is None:
        piece = next(pieces, b"")
        if not piece:
            break
        start += piece
    head = response_head(start)
    size = 0 if head is None else head.size
    return Message(head=head, start=start, body=chain((start[size:],), pieces))


def chunks_after(head: ResponseHead | None) -> ChunkedBody | None:
    """What undoes the chunks that a head names, in a body that ends with its block."""
    if head is None or not is_chunked(head):
        return None
    return ChunkedBody(otherwise=CloseDelimitedBody())


def payload_in(message: Message) -> Iterator[bytes]:
    chunks = chunks_after(message.head)
    for piece in message.body:
        yield piece if chunks is None else b"".join(chunks.feed(piece)[1])


def body_of(block: bytes, *, limit: int) -> DecodedBody:
    """The payload in `block` with its content codings undone, at most `limit` bytes of it."""
    message = message_in((block,))
    undone = codings(message.head) if message.head else ()
    return decode_body(b"".join(payload_in(message)), undone, limit=limit)


def codings(head: ResponseHead) -> list[bytes]:
    """What to undo after the chunks: content codings, then what else was applied for transfer."""
    transfer = [coding for coding in transfer_codings(head) if coding != b"chunked"]
    return listed(head.values(b"content-encoding")) + transfer
