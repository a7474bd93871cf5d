"""Where the body of an HTTP/1.x response ends, found as its bytes arrive (RFC 9112, section 6).

Each framing takes wire bytes and gives payload bytes: transfer coding undone, content coding kept. It holds
no more than one line of them.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from archive.http1.coding import CODINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.http1.head import ResponseHead

LINE_LIMIT = 128 * 1024
LINE_TOO_LONG = f"a chunk line is longer than {LINE_LIMIT} bytes"

_SIZE_LINE = re.compile(rb"[ \t]*0*([0-9a-fA-F]{1,16})[ \t]*(?:;.*)?", re.DOTALL)
_BEGUN_SIZE_LINE = re.compile(rb"[ \t]*0*[0-9a-fA-F]{0,16}[ \t]*(?:;.*)?", re.DOTALL)
_BEGINNING = 1024  # bytes of a line that tell whether a chunk size stands there
_BODILESS = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
_LENGTH = re.compile(rb"0*(\d+)")
_DIGITS = 19  # more than anything has bytes


class Framing(Protocol):
    """One body's end.

    `finished` says that the message is over, `whole_if_closed` that it would be if the connection ended now.
    `payload_complete` says that no payload can be missing, which is sooner known than the end of a trailer.
    `reliable` is false where the next response on the connection could not be told from this one's rest.
    `broken` says what makes the end of the message unknowable.
    """

    finished: bool
    reliable: bool
    broken: str | None

    @property
    def whole_if_closed(self) -> bool: ...
    @property
    def payload_complete(self) -> bool: ...
    def feed(self, data: bytes, /) -> tuple[int, Sequence[bytes]]:
        """How many of these bytes belong to the message, and the payload in them."""
        ...


class EmptyBody:
    """No body, whatever the head announces: HEAD, 1xx, 204, 304, and a tunnel's 200."""

    whole_if_closed = True
    payload_complete = True
    broken: str | None = None

    def __init__(self, *, reliable: bool = True) -> None:
        self.finished = True
        self.reliable = reliable

    def feed(self, _data: bytes, /) -> tuple[int, Sequence[bytes]]:
        return 0, ()


class SizedBody:
    """A body of Content-Length bytes.

    Where several lengths contradict one another, the longest is waited for and the connection is not used
    again: RFC 9112 would reject the page, and its bytes are there.
    """

    broken: str | None = None

    def __init__(self, lengths: Sequence[int], *, reliable: bool = True) -> None:
        self._lengths = frozenset(lengths)
        self._size = max(lengths)
        self._received = 0
        self.finished = self._size == 0
        self.reliable = reliable and len(self._lengths) == 1

    @property
    def whole_if_closed(self) -> bool:
        return self._received in self._lengths

    @property
    def payload_complete(self) -> bool:
        return self._received in self._lengths

    def feed(self, data: bytes, /) -> tuple[int, Sequence[bytes]]:
        piece = data[: self._size - self._received]
        self._received += len(piece)
        self.finished = self._received == self._size
        return len(piece), (piece,)


class CloseDelimitedBody:
    """A body that ends where the connection does."""

    finished = False
    whole_if_closed = True
    payload_complete = False
    reliable = False
    broken: str | None = None

    def feed(self, data: bytes, /) -> tuple[int, Sequence[bytes]]:
        return len(data), (data,)


class ChunkedBody:
    """A chunked body, with extensions and trailer fields, line ends CRLF or LF.

    Where the first line is no chunk size, the label is wrong and the body is framed by `otherwise`.
    """

    def __init__(self, *, otherwise: Framing, reliable: bool = True) -> None:
        self._otherwise = otherwise
        self._mislabelled = False
        self._line = bytearray()
        self._missing = 0
        self._begun = False
        self._last_chunk_seen = False
        self.finished = False
        self.reliable = reliable
        self.broken: str | None = None

    @property
    def whole_if_closed(self) -> bool:
        return self._otherwise.whole_if_closed if self._mislabelled else self.finished

    @property
    def payload_complete(self) -> bool:
        return self._otherwise.payload_complete if self._mislabelled else self._last_chunk_seen

    def feed(self, data: bytes, /) -> tuple[int, Sequence[bytes]]:
        at = 0
        payload: list[bytes] = []
        while at < len(data) and not (self.finished or self.broken or self._mislabelled):
            if self._missing:
                payload.append(data[at : at + self._missing])
                self._missing -= len(payload[-1])
                at += len(payload[-1])
            else:
                at = self._feed_line(data, at)
        if self._mislabelled:
            return self._feed_otherwise(data, at)
        return (len(data) if self.broken else at), payload

    def _feed_line(self, data: bytes, at: int) -> int:
        end = data.find(b"\n", at) + 1
        self._line += data[at : end or len(data)]
        if not self._begun and not self._may_be_size(ended=end > 0):
            self._mislabelled = True
        elif len(self._line) > LINE_LIMIT:
            self.broken = LINE_TOO_LONG
        elif end:
            self._read_line(bytes(self._line).rstrip(b"\r\n"))
            self._line.clear()
        return end or len(data)

    def _may_be_size(self, *, ended: bool) -> bool:
        size_line, line = (_SIZE_LINE, self._line) if ended else (_BEGUN_SIZE_LINE, self._line[:_BEGINNING])
        return size_line.fullmatch(line.rstrip(b"\r\n")) is not None

    def _read_line(self, line: bytes) -> None:
        if self._last_chunk_seen:
            self.finished = not line
        elif line:
            # A blank line is the end of the chunk before; some servers leave it out.
            size = _SIZE_LINE.fullmatch(line)
            if size is None:
                self.broken = f"no chunk size: {line[:60]!r}"
                return
            self._begun = True
            self._missing = int(size[1], 16)
            self._last_chunk_seen = self._missing == 0

    def _feed_otherwise(self, data: bytes, at: int) -> tuple[int, Sequence[bytes]]:
        held = bytes(self._line)
        self._line.clear()
        used, payload = self._otherwise.feed(held + data[at:])
        self.finished = self._otherwise.finished
        self.reliable = False
        return max(0, at + used - len(held)), payload


def framing_of(head: ResponseHead, method: str) -> Framing:
    """How the body after `head` ends, when it answers a request with `method`."""
    tunnel_opened = method == "CONNECT" and HTTPStatus.OK <= head.status < HTTPStatus.MULTIPLE_CHOICES
    if HTTPStatus.CONTINUE <= head.status < HTTPStatus.OK:
        return EmptyBody(reliable=False)
    if method == "HEAD" or head.status in _BODILESS or tunnel_opened:
        return EmptyBody()
    lengths = _lengths(head)
    chunked = is_chunked(head)
    if not chunked and not CODINGS.keys().isdisjoint(transfer_codings(head)):
        return CloseDelimitedBody()  # whatever Content-Length says (RFC 9112, section 6.3)
    sized = SizedBody(lengths, reliable=not chunked) if lengths else CloseDelimitedBody()
    # Transfer-Encoding wins over Content-Length, and the connection is not to be trusted after both
    # (RFC 9112, section 6.3).
    return ChunkedBody(otherwise=sized, reliable=not lengths) if chunked else sized


def is_chunked(head: ResponseHead) -> bool:
    return any(coding == b"chunked" for coding in transfer_codings(head))


def transfer_codings(head: ResponseHead) -> list[bytes]:
    return listed(head.values(b"transfer-encoding"))


def listed(values: list[bytes]) -> list[bytes]:
    """The members of comma-separated values, in lower case and without parameters."""
    members = (member.partition(b";")[0].strip().lower() for value in values for member in value.split(b","))
    return [member for member in members if member]


def _lengths(head: ResponseHead) -> list[int]:
    matches = map(_LENGTH.fullmatch, listed(head.values(b"content-length")))
    return [int(match[1][:_DIGITS]) for match in matches if match]
