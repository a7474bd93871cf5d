"""A Scrapy request as the bytes of an HTTP/1.1 message."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.utils.httpobj import urlparse_cached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy import Request

_METHODS_WITH_LENGTH = {"POST", "PUT", "PATCH"}
_FRAMED_BY_US = {b"content-length", b"transfer-encoding", b"proxy-authorization", b"host"}
_LINE_BREAKS = re.compile(rb"[\r\n\0]+")
_BREAKS_REQUEST_LINE = re.compile(r"[\x00-\x20\x7f]")


def request_bytes(request: Request, *, absolute: bool) -> bytes:
    """The message without Proxy-Authorization, in absolute form for a plain proxy."""
    lines = [f"{request.method} {_target(request, absolute=absolute)} HTTP/1.1".encode()]
    lines.extend(b"%s: %s" % field for field in _fields(request))
    return b"\r\n".join([*lines, b"", request.body])


def with_proxy_authorization(message: bytes, authorization: bytes) -> bytes:
    """The message as the proxy gets it."""
    start, _, rest = message.partition(b"\r\n")
    return b"%s\r\nProxy-Authorization: %s\r\n%s" % (start, authorization, rest)


def without_fragment(url: str) -> str:
    """The URL as it is asked for and recorded; `urldefrag` would drop an empty query or parameter too."""
    return url.partition("#")[0]


def _target(request: Request, *, absolute: bool) -> str:
    """The origin form, or the absolute one; a `verbatim_url` may hold what would break the line."""
    whole = without_fragment(request.url)
    url = urlsplit(whole)
    target = url.path or "/"
    if "?" in whole:
        target += f"?{url.query}"
    if absolute:
        target = f"{url.scheme}://{_authority(request)}{target}"
    return _BREAKS_REQUEST_LINE.sub(lambda found: f"%{ord(found[0]):02X}", target)


def _authority(request: Request) -> str:
    return urlparse_cached(request).netloc.rpartition("@")[2]


def _fields(request: Request) -> Iterator[tuple[bytes, bytes]]:
    yield b"Host", _clean(request.headers.get(b"Host") or _authority(request).encode())
    for name, values in request.headers.items():
        if name.lower() not in _FRAMED_BY_US:
            for value in values:
                yield _clean(name), _clean(value)
    if request.body or request.method in _METHODS_WITH_LENGTH:
        yield b"Content-Length", str(len(request.body)).encode()


def _clean(value: bytes) -> bytes:
    """A header value may come from a page (a hostile ETag goes into If-None-Match): it stays one line."""
    return _LINE_BREAKS.sub(b" ", value)
