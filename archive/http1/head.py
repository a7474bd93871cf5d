"""The head of an HTTP/1.x message, read from its bytes.

Whatever a server got away with is read: the bytes are kept elsewhere, so leniency here loses nothing and
strictness would lose pages. Only a first line without a status is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.errors import KallaError

Fields = tuple[tuple[bytes, bytes], ...]

HEAD_LIMIT = 256 * 1024
FIELD_LIMIT = 1000

LONGEST_LINE_BREAK = 4  # LF, what stands before the next, and that one

_END = re.compile(rb"\n\r{0,2}\n")  # a script that prints CRLF through a text stream sends CR CR LF
_FOLD = re.compile(rb"\r{0,2}\n[ \t]+")
_STATUS_LINE = re.compile(rb"\s*(HTTP(?:/[\d.]+)?|ICY)[ \t]+(\d{3})(?!\d)[ \t]*([^\n]*)", re.IGNORECASE)


class NotHttp(KallaError):
    """Bytes do not begin like an HTTP/1.x message: there is nothing to read in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseHead:
    """Status line and header fields of a response.

    `headers` are name and value as bytes, in order, repeated ones kept, folded ones joined by a space; lines
    without a colon are left out. `size` counts bytes up to and with the blank line, or all of a cut head.
    """

    version: bytes
    status: int
    reason: bytes
    headers: Fields
    size: int

    def values(self, name: bytes) -> list[bytes]:
        """Every value of the fields called `name`, which is given in lower case."""
        return field_values(self.headers, name)


def parse_response_head(raw: bytes) -> ResponseHead:
    """The head at the start of `raw`, which may go on with a body or break off within the head.

    Raises NotHttp where no status stands in the first line.
    """
    line = _STATUS_LINE.match(raw)
    if line is None:
        raise NotHttp(f"no HTTP status line: {raw[:60]!r}")
    size = head_end(raw, line.start(1)) or len(raw)
    version, status, reason = line.groups()
    return ResponseHead(
        version=version.upper(),
        status=int(status),
        reason=reason.strip(),
        headers=_fields(raw[line.end() : size]),
        size=size,
    )


def request_fields(raw: bytes) -> Fields:
    """The header fields of a request, without what follows its head."""
    return _fields(raw[: head_end(raw)])


def head_end(data: bytes | bytearray, start: int | None = None) -> int | None:
    """Where the blank line after a head ends, looked for from `start` on.

    Blank lines may stand before the head, and lines may end in LF alone (RFC 9112, section 2.2).
    """
    found = _END.search(data, len(data) - len(data.lstrip()) if start is None else start)
    return found.end() if found else None


def field_values(fields: Fields, name: bytes) -> list[bytes]:
    """Every value of the fields called `name`, which is given in lower case."""
    return [value for field, value in fields if field.lower() == name]


def _fields(lines: bytes) -> Fields:
    """The fields of what follows the start line, beginning with that line's own end."""
    fields = []
    # White space right after the start line is not a fold of it, and the line it leads is to be
    # ignored (RFC 9112, section 2.2): cutting off the start line's end leaves it unjoined.
    for line in _FOLD.sub(b" ", lines.partition(b"\n")[2]).split(b"\n"):
        name, colon, value = line.partition(b":")
        if colon and name.strip() and not name[:1].isspace():
            fields.append((name.strip(), value.strip()))
    return tuple(fields)
