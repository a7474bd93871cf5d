"""Captures: the list, and one of them with its headers, digests and place in the WARC file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from archive.catalog.articles import article_of
from archive.catalog.capture_rows import (
    CaptureRow,
    OutcomeRow,
    capture_key,
    capture_rows,
    outcome_key,
    outcome_rows,
)
from archive.catalog.capture_search import CaptureQuery, statuses_named
from archive.catalog.captures import end_of_capture_before
from archive.export.json_lines import capture_json
from archive.warc.beside import exchanged
from archive.warc.pages import record_at
from archive.web.listing import Table, listing_page
from archive.web.player import player_link
from archive.web.site import capture_asked, page, site_of

if TYPE_CHECKING:
    from starlette.requests import Request


def captures(request: Request) -> Response:
    query = request.query_params
    status = query.get("status")
    wanted = CaptureQuery(
        words=query.get("q"),
        statuses=statuses_named(status) or range(0) if status else None,
        type=query.get("type"),
    )
    table = Table(
        row_type=CaptureRow,
        rows=lambda conn, part: capture_rows(conn, wanted, part),
        key=capture_key,
        by_day=True,
    )
    return listing_page(request, "captures.html", table, wanted=wanted)


def unanswered(request: Request) -> Response:
    table = Table(row_type=OutcomeRow, rows=outcome_rows, key=outcome_key, by_day=True)
    return listing_page(request, "unanswered.html", table)


def capture(request: Request) -> Response:
    site = site_of(request)
    with site.reading() as conn:
        found = capture_asked(request, conn)
        article = article_of(conn, found.body_record)
        start = end_of_capture_before(conn, found)
    if request.query_params.get("format") == "json":
        return JSONResponse(capture_json(found))
    exchange = exchanged(site.collection.root, found, start)
    stamp = f"{found.captured_at:%Y%m%d%H%M%S}"
    return page(
        request,
        "capture.html",
        capture=found,
        article=article,
        exchange=exchange,
        player=player_link(site.player_origin, found.url, stamp) if site.player_origin else None,
    )


def record(request: Request) -> Response:
    """The record as it stands in the file, to be saved: never shown, since its bytes are a stranger's."""
    site = site_of(request)
    with site.reading() as conn:
        found = capture_asked(request, conn)
    name = found.record_id.rpartition(":")[2]
    safe = "".join(letter for letter in name if (letter.isascii() and letter.isalnum()) or letter == "-")
    return Response(
        record_at(site.collection.root, found),
        media_type="application/warc",
        headers={
            "Content-Disposition": f'attachment; filename="{safe}.warc"',
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )
