"""A whole HTTP/1.x response as a record holds it: head, payload, body.

The payload is what the digest of a record covers: the transfer coding undone, the content coding kept. The
end of the block ends the body, whatever Content-Length says: archives hold bodies that were decoded under
their old heads.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from archive.http1.coding import DecodedBody, decode_body
from archive.http1.framing import ChunkedBody, CloseDelimitedBody, is_chunked, listed, transfer_codings
from archive.http1.head import HEAD_LIMIT, ResponseHead, head_end, parse_response_head

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = 64 * 1024


def read_response_head(block: BinaryIO) -> ResponseHead:
    """The head at the start of `block`, which is left right after it. Raises NotHttp."""
    raw = bytearray()
    while len(raw) < HEAD_LIMIT and head_end(raw, len(raw) - len(raw.lstrip())) is None:
        piece = block.read(8192)
        if not piece:
            break
        raw += piece
    head = parse_response_head(bytes(raw))
    block.seek(head.size)
    return head


def payload_pieces(block: BinaryIO) -> Iterator[bytes]:
    """The payload of a response that begins at position 0 of `block`, never much of it at a time.

    Raises NotHttp.
    """
    block.seek(0)
    head = read_response_head(block)
    framing = ChunkedBody(otherwise=CloseDelimitedBody()) if is_chunked(head) else CloseDelimitedBody()
    while piece := block.read(_PIECE):
        yield b"".join(framing.feed(piece)[1])


def payload_of(block: bytes) -> bytes:
    """The payload of the response in `block`. Raises NotHttp."""
    return b"".join(payload_pieces(io.BytesIO(block)))


def body_of(block: bytes, *, limit: int) -> DecodedBody:
    """The payload of the response in `block` with its content codings undone, at most `limit` bytes of it.

    Raises NotHttp.
    """
    return decode_body(payload_of(block), codings(parse_response_head(block)), limit=limit)


def codings(head: ResponseHead) -> list[bytes]:
    """What to undo after the chunks: content codings, then what else was applied for transfer."""
    transfer = [coding for coding in transfer_codings(head) if coding != b"chunked"]
    return listed(head.values(b"content-encoding")) + transfer
