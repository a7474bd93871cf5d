"""Memento, the protocol for pages as they were at a time (RFC 7089): TimeMap, TimeGate and their links.

TimeMap and TimeGate are at the origin of our pages; the mementos, which are archived bytes, are at the other.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, RedirectResponse, StreamingResponse

from archive.catalog.captures import capture_nearest, captures_of
from archive.web.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.model import Capture
    from archive.web.site import Site

STAMP = "%Y%m%d%H%M%S"
MEMENTO = re.compile(r"(\d{14})/(.+)", re.DOTALL)


def url_after(request: Request, prefix: str) -> str:
    """The URL that stands whole in the address behind a prefix, its own query and escapes included."""
    path: str = request.scope.get("raw_path", b"").decode("latin-1").partition("?")[0]
    query: str = request.scope["query_string"].decode("latin-1")
    return path.removeprefix(prefix) + (f"?{query}" if query else "")


def timemap(request: Request) -> Response:
    """All captures of a URL as application/link-format (RFC 7089, section 5)."""
    site, url = site_of(request), url_after(request, "/timemap/link/")
    with site.reading() as conn:
        found = captures_of(conn, url)
    if not found:
        raise HTTPException(404, f"{url} was never captured.")
    return StreamingResponse(_timemap_lines(site, url, found), media_type="application/link-format")


def timegate(request: Request) -> Response:
    """Leads to the capture closest to Accept-Datetime, to the last one without it (section 4.5.1).

    That header is in GMT, and is written as we write it (section 2.1.1).
    """
    site, url = site_of(request), url_after(request, "/timegate/")
    wish = request.headers.get("accept-datetime")
    try:
        at = parsedate_to_datetime(wish) if wish else datetime.max.replace(tzinfo=UTC)
        is_written_well = wish is None or http_date(at) == wish
    except (ValueError, OverflowError):
        is_written_well = False
    if not is_written_well:
        return PlainTextResponse("Accept-Datetime is a time like Mon, 05 Jan 2026 08:00:00 GMT.", 400)
    with site.reading() as conn:
        found = capture_nearest(conn, url, at)
    if found is None:
        raise HTTPException(404, f"{url} was never captured.")
    links = f'{_written(url)}; rel="original", {_timemap_link(site, url)}'
    headers = {"Vary": "accept-datetime", "Link": links}
    return RedirectResponse(memento_link(site, found, url), 302, headers)


def memento_asked(request: Request, conn: Connection) -> Capture:
    asked = MEMENTO.fullmatch(url_after(request, "/memento/"))
    try:
        at = datetime.strptime(asked[1], STAMP).replace(tzinfo=UTC) if asked else None
    except ValueError:
        at = None
    if asked is None or at is None:
        raise HTTPException(400, "A memento's address is /memento/YYYYMMDDhhmmss/URL.")
    found = capture_nearest(conn, asked[2], at)
    if found is None:
        raise HTTPException(404, f"{asked[2]} was never captured.")
    return found


def is_exact(request: Request, found: Capture) -> bool:
    """Whether the address that was asked is the memento's own, rather than of a time near it."""
    return url_after(request, "/memento/").startswith(f"{found.captured_at:{STAMP}}/")


def memento_headers(conn: Connection, site: Site, found: Capture) -> dict[str, str]:
    """Memento-Datetime and the links to its neighbours (sections 2.1.1 and 2.2)."""
    known = captures_of(conn, found.url)
    here = next(number for number, one in enumerate(known) if one.record_id == found.record_id)
    links = [
        f'{_written(found.url)}; rel="original"',
        f'<{site.origin}/timegate/{_safe(found.url)}>; rel="timegate"',
        _timemap_link(site, found.url),
    ]
    places = {"first": 0, "prev": here - 1, "next": here + 1, "last": len(known) - 1}
    for number in sorted({*places.values(), here} & {*range(len(known))}):
        rels = [rel for rel, place in places.items() if place == number]
        links.append(_memento(site, known[number], " ".join([*rels, "memento"])))
    return {"Memento-Datetime": http_date(found.captured_at), "Link": ", ".join(links)}


def memento_link(site: Site, at: Capture, url: str) -> str:
    return f"{site.replay_origin}/memento/{at.captured_at:{STAMP}}/{_safe(url)}"


def http_date(at: datetime) -> str:
    return format_datetime(at.astimezone(UTC), usegmt=True)


def _timemap_lines(site: Site, url: str, found: list[Capture]) -> Iterator[str]:
    span = f'from="{http_date(found[0].captured_at)}"; until="{http_date(found[-1].captured_at)}"'
    yield f'{_written(url)}; rel="original",\n'
    yield f'<{site.origin}/timemap/link/{_safe(url)}>; rel="self"; type="application/link-format"; {span},\n'
    yield f'<{site.origin}/timegate/{_safe(url)}>; rel="timegate"'
    for number, capture in enumerate(found):
        rel = {0: "first memento", len(found) - 1: "last memento"}.get(number, "memento")
        yield f",\n{_memento(site, capture, 'first last memento' if len(found) == 1 else rel)}"
    yield "\n"


def _memento(site: Site, capture: Capture, rel: str) -> str:
    at = http_date(capture.captured_at)
    return f'<{memento_link(site, capture, capture.url)}>; rel="{rel}"; datetime="{at}"'


def _timemap_link(site: Site, url: str) -> str:
    return f'<{site.origin}/timemap/link/{_safe(url)}>; rel="timemap"; type="application/link-format"'


def _written(url: str) -> str:
    return f"<{_safe(url)}>"


def _safe(url: str) -> str:
    """The URL with whatever would end a link or a header line percent-encoded."""
    return quote(url, safe="%:/?#[]@!$&'()*+,;=~")
