"""The HTTP message inside a block: its head, and the payload behind it, read once and in pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.http1.framing import ChunkedBody, CloseDelimitedBody, is_chunked
from archive.http1.head import HEAD_LIMIT, NotHttp, ResponseHead, head_end, parse_response_head
from archive.warc.digests import RunningDigest

if TYPE_CHECKING:
    from collections.abc import Iterable


def response_head(block_start: bytes) -> ResponseHead | None:
    """The head of the message in a block; None where the bytes are not HTTP."""
    try:
        return parse_response_head(block_start)
    except NotHttp:
        return None


class PayloadReader:
    """Takes a block in pieces and gives payload: transfer coding undone, content coding kept (RFC 9110, 6.4).

    Bytes that are not HTTP are payload from the first on.
    """

    def __init__(self) -> None:
        self._start: bytearray | None = bytearray()
        self._framing: ChunkedBody | None = None
        self.head: ResponseHead | None = None

    def feed(self, data: bytes) -> Iterable[bytes]:
        if self._start is None:
            return self._payload_in(data)
        self._start += data
        if head_end(self._start) is None and len(self._start) < HEAD_LIMIT:
            return ()
        return self._after_head()

    def rest(self) -> Iterable[bytes]:
        """What is left at the block's end: something only where its head never ended."""
        return () if self._start is None else self._after_head()

    def _after_head(self) -> Iterable[bytes]:
        start, self._start = bytes(self._start or b""), None
        self.head = response_head(start)
        if self.head is not None:
            # The block's end is the body's, whatever Content-Length says: some archives keep decoded bodies.
            self._framing = ChunkedBody(otherwise=CloseDelimitedBody()) if is_chunked(self.head) else None
            start = start[self.head.size :]
        return self._payload_in(start)

    def _payload_in(self, data: bytes) -> Iterable[bytes]:
        return (data,) if self._framing is None else self._framing.feed(data)[1]


def payload_digest(pieces: Iterable[bytes]) -> str:
    """The payload digest of a response block."""
    reader, digest = PayloadReader(), RunningDigest()
    for piece in pieces:
        for payload in reader.feed(piece):
            digest.update(payload)
    for payload in reader.rest():
        digest.update(payload)
    return str(digest)
