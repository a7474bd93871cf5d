"""Archived bytes as their reader saw them, from an origin that holds nothing else.

They are hostile: a page is sandboxed, its scripts, forms and redirects do nothing, and it may load nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from archive.derive.pages import page_of
from archive.errors import KallaError
from archive.web.memento import is_exact, memento_asked, memento_headers, memento_link
from archive.web.site import capture_asked, site_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from archive.model import Capture
    from archive.web.site import Site

# Styles in the page itself are its looks; all else it could ask for lies on the live web.
SANDBOX = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'"
)
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.ASCII | re.IGNORECASE)
PICTURES = frozenset({"image/gif", "image/jpeg", "image/png", "image/webp", "image/avif"})
MARKUP = frozenset({"text/html", "application/xhtml+xml", ""})


def replay_app(site: Site) -> Starlette:
    routes = [Route("/page", archived_page), Route("/memento/{address:path}", memento)]
    app = Starlette(routes=routes, exception_handlers={HTTPException: refused, KallaError: broken})
    app.state.site = site
    return app


def archived_page(request: Request) -> Response:
    """The body of the record that `record=` names."""
    with site_of(request).reading() as conn:
        found = capture_asked(request, conn)
    return body_response(site_of(request), found)


def memento(request: Request) -> Response:
    """The capture of a URL closest to a time, at `/memento/YYYYMMDDhhmmss/URL` (RFC 7089)."""
    site = site_of(request)
    with site.reading() as conn:
        found = memento_asked(request, conn)
        headers = memento_headers(conn, site, found)
    if not is_exact(request, found):
        # Each has one address, which goes on meaning the same when others are captured beside it.
        return RedirectResponse(memento_link(site, found, found.url), 302)
    if found.location:
        # Relative to the same origin, so that one never leaves the archive.
        return RedirectResponse(memento_link(site, found, found.location), found.status, headers)
    response = body_response(site, found)
    response.status_code = found.status if found.status >= 400 else 200  # noqa: PLR2004
    response.headers.update(headers)
    return response


def body_response(site: Site, capture: Capture) -> Response:
    found = page_of(site.collection, site.engine, capture)
    headers = {"Content-Security-Policy": f"{SANDBOX}; frame-ancestors {site.origin} {site.other_origin}"}
    return Response(
        found.body, media_type=None, headers={**headers, "Content-Type": shown_as(found.content_type)}
    )


def shown_as(content_type: str) -> str:
    """What the browser may take the bytes for: a page, a picture or plain text, never code or XML."""
    mime = content_type.partition(";")[0].strip().lower()
    if mime in PICTURES:
        return mime
    charset = CHARSET.search(content_type)
    told = f"; charset={charset[1]}" if charset else ""
    return f"text/html{told}" if mime in MARKUP else f"text/plain{told or '; charset=utf-8'}"


def refused(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return PlainTextResponse(str(getattr(error, "detail", error)), status)


def broken(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(str(error), 500)
