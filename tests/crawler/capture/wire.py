"""Responses that servers really send, and what an archive and a spider must make of each.

`pieces` are written one by one, then the connection is kept, closed, cut (in TLS: closed without a
goodbye) or reset. `block` is what the record must
hold, by default everything written; `body` is what the spider must get, or the error that it must get.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.model import Truncation

PAGE = "<html><title>Bron över ån</title><p>Cây cầu mới được khánh thành.</p></html>".encode() * 40
HTML = b"Content-Type: text/html; charset=utf-8"
CHUNKED = b"Transfer-Encoding: chunked"


@dataclass(frozen=True, slots=True, kw_only=True)
class HardCase:
    name: str
    pieces: tuple[bytes, ...]
    block: bytes
    body: bytes | type[Exception] = PAGE
    status: int = 200
    interim: bytes = b""
    truncated: Truncation | None = None
    then: Literal["keep", "close", "cut", "reset"] = "keep"
    method: str = "GET"
    flags: tuple[str, ...] = ()
    meta: Mapping[str, float]

    def __str__(self) -> str:
        return self.name


def case(name: str, *pieces: bytes, **expected: object) -> HardCase:
    return HardCase(**{"name": name, "pieces": pieces, "block": b"".join(pieces), "meta": {}} | expected)  # type: ignore[arg-type]


def head(*fields: bytes, start: bytes = b"HTTP/1.1 200 OK", eol: bytes = b"\r\n") -> bytes:
    return eol.join([start, *fields, b"", b""])


def sized(
    *fields: bytes, body: bytes = PAGE, start: bytes = b"HTTP/1.1 200 OK", eol: bytes = b"\r\n"
) -> bytes:
    return head(*fields, b"Content-Length: %d" % len(body), start=start, eol=eol) + body


def chunks(body: bytes = PAGE, size: int = 100, extension: bytes = b"", end: bytes = b"0\r\n\r\n") -> bytes:
    pieces = (body[at : at + size] for at in range(0, len(body), size))
    return b"".join(b"%x%s\r\n%s\r\n" % (len(piece), extension, piece) for piece in pieces) + end
