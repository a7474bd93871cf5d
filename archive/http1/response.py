"""The answer to one request, cut out of the bytes that a connection delivers.

Every byte goes to one of three places: before the final status line (`interim`), the response itself
(`block`), or after its end, where it is dropped and `surplus` says so. No connection is touched here.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import BinaryIO

from archive.http1.framing import LINE_TOO_LONG, Framing, framing_of, listed
from archive.http1.head import (
    FIELD_LIMIT,
    HEAD_LIMIT,
    LONGEST_LINE_BREAK,
    NotHttp,
    ResponseHead,
    head_end,
    parse_response_head,
)


class ResponseReader:
    """Takes bytes as they arrive, writes those of the final response to `block` and gathers its payload.

    `head` is known once it has ended, or was cut. `refused` says why the rest of an unfinished response is
    not wanted, `overlong` that it is because of one of our limits. `limit` counts the body's bytes on the
    wire: a count of the payload could be got around by chunks of one byte with long extensions.

    `unreadable` says that no status stands where one should: then all that comes is gathered in `unread`.
    """

    def __init__(self, method: str, block: BinaryIO, *, limit: int) -> None:
        self._method = method
        self._block = block
        self._limit = limit
        self._framing: Framing | None = None
        self._payload = bytearray()
        self._wire_size = 0
        self.unread = bytearray()
        self._searched = 0
        self.interim = bytearray()
        self.head: ResponseHead | None = None
        self.surplus = False
        self.refused: str | None = None
        self.overlong = False
        self.unreadable = False

    @property
    def body_begun(self) -> bool:
        return self._framing is not None

    @property
    def finished(self) -> bool:
        return self._framing is not None and self._framing.finished

    @property
    def whole_if_closed(self) -> bool:
        return self._framing is not None and self._framing.whole_if_closed and self.refused is None

    @property
    def payload_complete(self) -> bool:
        return self._framing is not None and self._framing.payload_complete

    @property
    def payload(self) -> bytes:
        """The body so far, transfer coding undone."""
        return bytes(self._payload)

    @property
    def reusable(self) -> bool:
        """Whether the next response on the connection can be told from this one."""
        if self.head is None or self._framing is None or self.surplus:
            return False
        options = listed(self.head.values(b"connection"))
        persistent = b"close" not in options if self.head.version == b"HTTP/1.1" else b"keep-alive" in options
        return persistent and self._framing.finished and self._framing.reliable

    def feed(self, data: bytes) -> bool:
        """Takes what has arrived. True when nothing more is wanted."""
        if self.unreadable:
            self._gather(data)
            return self.overlong
        if self.head is None:
            data = self._feed_head(data)
        if self._framing is not None:
            self._feed_body(self._framing, data)
        return self.finished or (self.refused is not None and not self.unreadable)

    @property
    def received(self) -> bytes:
        """All that came without a final head."""
        return bytes(self.interim + self.unread)

    def read_cut_head(self) -> None:
        """Reads a head that will not end, as far as it goes: `head` stays None without a final status."""
        try:
            head = parse_response_head(bytes(self.unread))
        except NotHttp:
            return
        if not _is_interim(head):
            self.head = head
            self._block.write(self.unread)

    def _gather(self, data: bytes) -> None:
        room = self._limit - len(self.unread)
        self.unread += data[:room]
        if len(data) > room:
            self.refused, self.overlong = f"no HTTP status line in {self._limit} bytes", True

    def _feed_head(self, data: bytes) -> bytes:
        """Takes bytes up to the end of the final head, and gives what comes after it."""
        self.unread += data
        while self.head is None and self.refused is None:
            self._skip_blank_lines()
            end = head_end(self.unread, max(0, self._searched - LONGEST_LINE_BREAK))
            if len(self.interim) + (end or len(self.unread)) > HEAD_LIMIT:
                self.refused, self.overlong = f"head longer than {HEAD_LIMIT} bytes", True
                del self.unread[HEAD_LIMIT:]
                return b""
            if end is None:
                self._searched = len(self.unread)
                self._check_first_line()
                return b""
            if not self._took_head(bytes(self.unread[:end])):
                return b""
            del self.unread[:end]
            self._searched = 0
        rest = bytes(self.unread)
        self.unread.clear()
        return rest

    def _skip_blank_lines(self) -> None:
        """Some servers end a body with a line break that Content-Length does not count."""
        if self.unread.startswith((b"\r", b"\n")):
            lines = len(self.unread) - len(self.unread.lstrip(b"\r\n"))
            self.interim += self.unread[:lines]
            del self.unread[:lines]
            self._searched = 0

    def _check_first_line(self) -> None:
        """Sees early that this will be no head, since its end may never come."""
        line_end = self.unread.find(b"\n")
        if line_end >= 0:
            self._parsed(bytes(self.unread[:line_end]))

    def _took_head(self, raw: bytes) -> bool:
        head = self._parsed(raw)
        if head is None:
            return False
        if _is_interim(head):
            self.interim += raw
            return True
        self.head = head
        self._block.write(raw)
        if len(head.headers) > FIELD_LIMIT:
            self.refused, self.overlong = f"more than {FIELD_LIMIT} header fields", True
        else:
            self._framing = framing_of(head, self._method)
        return True

    def _parsed(self, raw: bytes) -> ResponseHead | None:
        try:
            return parse_response_head(raw)
        except NotHttp as fault:
            self.refused, self.unreadable = str(fault), True
            return None

    def _feed_body(self, framing: Framing, data: bytes) -> None:
        wanted = data[: self._limit - self._wire_size]
        used, pieces = framing.feed(wanted)
        self._block.write(data[:used] if used < len(data) else data)
        for piece in pieces:
            self._payload += piece  # not a list of them: a chunk may be one byte
        self._wire_size += used
        self.surplus = used < len(data)
        if framing.broken:
            self.refused, self.overlong = framing.broken, framing.broken == LINE_TOO_LONG
        elif len(wanted) < len(data) and not framing.finished:
            self.refused, self.overlong = f"body longer than {self._limit} bytes", True


def _is_interim(head: ResponseHead) -> bool:
    """101 is the last answer in HTTP on its connection, so it counts as final."""
    return (
        HTTPStatus.CONTINUE <= head.status < HTTPStatus.OK and head.status != HTTPStatus.SWITCHING_PROTOCOLS
    )
