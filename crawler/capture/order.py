"""What is to be sent where, and how much of an answer is waited for."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scrapy.exceptions import UnsupportedURLSchemeError
from scrapy.utils.httpobj import urlparse_cached

from crawler.capture.dialing import Route
from crawler.capture.proxy import proxy_of
from crawler.capture.request_bytes import request_bytes, with_proxy_authorization, without_fragment

if TYPE_CHECKING:
    from scrapy import Request

_PORTS = {"http": 80, "https": 443}
_IDEMPOTENT = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One request on its way.

    `recorded` is the message as it is kept, `sent` what goes over the wire. They differ for a plain proxy
    that asks for Proxy-Authorization: that field is a secret between the proxy and us, the origin never sees
    it, and it must not lie in an archive that is shown to others. The absolute form stays: it was sent.
    """

    url: str
    method: str
    route: Route
    recorded: bytes
    sent: bytes = field(repr=False)
    timeout: float
    maxsize: int
    on_new_connection: bool = False

    @property
    def repeatable(self) -> bool:
        """Whether it may be sent again when it may have arrived before (RFC 9110, section 9.2.2)."""
        return self.method in _IDEMPOTENT


def order_of(request: Request, *, maxsize: int, timeout: float) -> Order:
    """`request` made ready; its meta may set other limits, 0 meaning none, as in Scrapy.

    Raises UnsupportedURLSchemeError.
    """
    url = urlparse_cached(request)
    if url.scheme not in _PORTS or not url.hostname:
        raise UnsupportedURLSchemeError(f"not an http or https URL: {request.url}")
    proxy = proxy_of(request)
    plain_proxy = proxy is not None and url.scheme == "http"
    recorded = sent = request_bytes(request, absolute=plain_proxy)
    if proxy is not None and proxy.authorization and plain_proxy:
        sent = with_proxy_authorization(recorded, proxy.authorization)
    return Order(
        url=without_fragment(request.url),
        method=request.method,
        route=Route(scheme=url.scheme, host=url.hostname, port=url.port or _PORTS[url.scheme], proxy=proxy),
        recorded=recorded,
        sent=sent,
        timeout=float(request.meta.get("download_timeout", timeout)) or float(sys.maxsize),
        maxsize=int(request.meta.get("download_maxsize", maxsize)) or sys.maxsize,
    )
