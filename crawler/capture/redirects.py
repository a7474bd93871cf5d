"""Redirects are followed to where the catalog says that they lead, and what cannot be followed is an outcome.

Scrapy would read Location by rules of its own, ask its way round a circle ten times, and pass over another
scheme without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest

from archive.http1.location import redirect_target
from archive.model import Outcome
from archive.outlets.canonical import DEFAULT_PORTS, refused_by_grammar
from crawler.capture.recording import recorder_for
from crawler.capture.request_bytes import without_fragment

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response


class LocationMiddleware(RedirectMiddleware):
    """No cookie is ever sent, so a URL that led into a circle would lead there again."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        url = without_fragment(request.url)
        target = redirect_target(url, response.status, response.headers.getlist("Location"))
        if target is None:
            return response
        if urlsplit(target).scheme not in DEFAULT_PORTS:
            recorder = recorder_for(self.crawler)
            reason = refused_by_grammar(target) or "its scheme is not http or https"
            recorder.outcome(Outcome(url=target, at=recorder.now(), kind="unsafe", detail=reason))
            return response
        if target in {url, *map(without_fragment, request.meta.get("redirect_urls", []))}:
            raise IgnoreRequest(f"{request.url}: its redirects lead back to {target}")
        response.headers["Location"] = target.encode("ascii")
        return super().process_response(request, response)
