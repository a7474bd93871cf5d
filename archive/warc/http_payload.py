"""The HTTP message inside a block: its head, and what is behind it, read once and in pieces."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from archive.http1.framing import ChunkedBody, CloseDelimitedBody, is_chunked
from archive.http1.head import HEAD_LIMIT, NotHttp, ResponseHead, head_end, parse_response_head
from archive.warc.digests import RunningDigest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A response whose head is read: `start` are the bytes up to there and a few more.

    `head` is None where the bytes are not HTTP; then all of them are `body`.
    """

    head: ResponseHead | None
    start: bytes
    body: Iterator[bytes]


def response_head(block_start: bytes) -> ResponseHead | None:
    """The head of the message in a block; None where the bytes are not HTTP."""
    try:
        return parse_response_head(block_start)
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


def payload_in(message: Message) -> Iterator[bytes]:
    """The body with its transfer coding undone and its content coding kept, as RFC 9110 section 6.4 means it.

    The block's end is the body's, whatever Content-Length says: some archives keep decoded bodies.
    """
    if message.head is None or not is_chunked(message.head):
        yield from message.body
        return
    framing = ChunkedBody(otherwise=CloseDelimitedBody())
    for piece in message.body:
        yield from framing.feed(piece)[1]


def payload_digest(block: Iterable[bytes]) -> str:
    digest = RunningDigest()
    for piece in payload_in(message_in(block)):
        digest.update(piece)
    return str(digest)
