"""The Scrapy response that a recorded answer makes, or the error that Scrapy knows it by.

A page that a stricter client would reject is given to the spider as far as its bytes allow it.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

from scrapy.exceptions import (
    DownloadCancelledError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from archive.http1.coding import decode_body
from archive.http1.message import codings

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response

    from crawler.capture.answering import Answer


def failure_of(answer: Answer, *, dataloss_allowed: bool) -> Exception | None:
    """Why the spider cannot have this answer, or None if it can."""
    reader, url = answer.reader, answer.exchange.url
    truncated = answer.exchange.truncated
    if truncated is None or reader.payload_complete:
        return None
    if truncated == "length":
        return DownloadCancelledError(f"{url}: {reader.refused}")
    if truncated == "time":
        return DownloadTimeoutError(f"{url}: not whole in time")
    if not reader.body_begun:
        return DownloadFailedError(f"{url}: closed in the middle of the head")
    return None if dataloss_allowed else ResponseDataLossError(f"{url}: {reader.refused or 'cut short'}")


def response_of(request: Request, answer: Answer, *, limit: int) -> Response:
    """The response with its content codings undone, in the class that Scrapy finds fit.

    Its flag `dataloss` says that something of the body is missing. Raises DownloadCancelledError where the
    decoded body is longer than `limit`.
    """
    head = answer.head
    decoded = decode_body(answer.reader.payload, codings(head), limit=limit)
    if decoded.overlong:
        raise DownloadCancelledError(f"{request.url}: body longer than {limit} bytes once decoded")
    headers = Headers(head.headers)
    if decoded.body:
        headers.pop(b"Content-Encoding", None)
    response_class = responsetypes.from_args(headers=headers, url=request.url, body=decoded.body)
    ip = answer.exchange.ip
    return response_class(
        url=request.url,
        status=head.status,
        headers=headers,
        body=decoded.body,
        flags=[] if answer.exchange.truncated is None or answer.reader.payload_complete else ["dataloss"],
        ip_address=ip_address(ip) if ip else None,
        protocol=head.version.decode(),
    )
