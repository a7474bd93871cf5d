"""HTTP/1.x messages as bytes: pure functions over what was received, tolerant of what servers send."""

from archive.http1.coding import DecodedBody
from archive.http1.head import NotHttp, ResponseHead, parse_response_head
from archive.http1.message import body_of, payload_of, payload_pieces, read_response_head

__all__ = [
    "DecodedBody",
    "NotHttp",
    "ResponseHead",
    "body_of",
    "parse_response_head",
    "payload_of",
    "payload_pieces",
    "read_response_head",
]
