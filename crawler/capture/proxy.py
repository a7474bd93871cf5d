"""The HTTP proxy that Scrapy's HttpProxyMiddleware chose for a request, and the right to use it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from scrapy.exceptions import UnsupportedURLSchemeError
from scrapy.utils.url import add_http_if_no_scheme

if TYPE_CHECKING:
    from scrapy import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """`authorization` is the value of Proxy-Authorization; it is a secret, so it has no representation."""

    host: str
    port: int
    authorization: bytes | None = field(default=None, repr=False)


def proxy_of(request: Request) -> Proxy | None:
    """The proxy in `meta["proxy"]`, with the credentials of the request's header or, failing that, its own.

    Raises UnsupportedURLSchemeError for anything but an HTTP proxy.
    """
    url = request.meta.get("proxy")
    if not url:
        return None
    parts = urlsplit(add_http_if_no_scheme(url))
    if parts.scheme != "http" or not parts.hostname:
        raise UnsupportedURLSchemeError(f"a proxy must be http://host:port, not {parts.scheme}://")
    authorization = request.headers.get(b"Proxy-Authorization")
    if authorization is None and parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        authorization = b"Basic " + b64encode(pair.encode())
    return Proxy(host=parts.hostname, port=parts.port or 80, authorization=authorization)
