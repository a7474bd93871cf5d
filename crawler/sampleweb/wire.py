"""HTTP/1.1 as the sample web's servers speak it: a request's head, and a reply with its host's habits.

A reply is built whole before it is sent, so that what was sent is known to the byte.
"""

from __future__ import annotations

import asyncio
import gzip
import sys
import zlib
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

Framing = Literal["length", "chunked", "close"]
Headers = tuple[tuple[str, str], ...]

# Odd sizes on purpose: a chunk's end falls inside letters, tags and compressed blocks.
CHUNK_SIZES = (1, 613, 4099, 2048)

ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "zstd": zstd.compress,
    "deflate": zlib.compress,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request's head; `raw` is what came in, header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]
    raw: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server says, before its content and transfer codings."""

    status: int
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    headers: Headers = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a host writes its replies.

    `codings` are in the server's own order of preference. With `codes_unasked` the first one is used whatever
    the client accepts. `validators` says whether an article's page carries ETag and Last-Modified.
    """

    codings: tuple[str, ...]
    framing: Framing
    headers: Headers
    codes_unasked: bool = False
    validators: tuple[Literal["etag", "last-modified"], ...] = ()


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Read one request's head; None when the client has hung up, or says what is no request."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = raw.decode("latin-1").rstrip("\r\n").split("\r\n")
    method, target, *version = first.split(" ", 2) if first.count(" ") else (first, "")
    if not version:
        return None
    fields = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in fields}
    return Request(method=method, target=target, headers=headers, raw=raw)


def closes(request: Request, reply: Reply, habits: Habits) -> bool:
    """Whether the connection ends with this reply."""
    asked = request.headers.get("connection", "").lower() == "close"
    return asked or (habits.framing == "close" and _has_body(request, reply))


def reply_bytes(request: Request, reply: Reply, habits: Habits, now: datetime) -> bytes:
    """Return the reply as it goes over the socket, from status line to last byte."""
    coding = _coding(request, habits) if reply.body else None
    body = ENCODERS[coding](reply.body) if coding else reply.body
    fields = [
        ("Date", now.strftime("%a, %d %b %Y %H:%M:%S GMT")),
        *([("Content-Type", reply.content_type)] if reply.body else []),
        *habits.headers,
        *reply.headers,
        *([("Content-Encoding", coding), ("Vary", "Accept-Encoding")] if coding else []),
        *_framing_fields(reply, habits, len(body)),
        ("Connection", "close" if closes(request, reply, habits) else "keep-alive"),
    ]
    status = f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"
    head = "\r\n".join([status, *(f"{name}: {value}" for name, value in fields), "", ""]).encode("latin-1")
    if not _has_body(request, reply):
        return head
    return head + (_chunked(body) if habits.framing == "chunked" else body)


def _coding(request: Request, habits: Habits) -> str | None:
    if habits.codes_unasked:
        return habits.codings[0]
    accepted = {
        part.partition(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")
    }
    return next((coding for coding in habits.codings if coding in accepted), None)


def _has_body(request: Request, reply: Reply) -> bool:
    return request.method != "HEAD" and reply.status not in {204, 304}


def _framing_fields(reply: Reply, habits: Habits, length: int) -> Headers:
    if reply.status in {204, 304} or habits.framing == "close":
        return ()
    if habits.framing == "chunked":
        return (("Transfer-Encoding", "chunked"),)
    return (("Content-Length", str(length)),)


def _chunked(body: bytes) -> bytes:
    pieces, start, turn = [], 0, 0
    while start < len(body):
        piece = body[start : start + CHUNK_SIZES[turn % len(CHUNK_SIZES)]]
        pieces.append(b"%x\r\n%b\r\n" % (len(piece), piece))
        start, turn = start + len(piece), turn + 1
    return b"".join([*pieces, b"0\r\n\r\n"])
