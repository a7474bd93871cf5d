"""What happened to the originals: edits, removals and returns, as a table and as a feed; and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from archive.catalog.check_rows import EVENTS, CheckRow, check_rows
from archive.catalog.listings import Slice
from archive.export.wording import STATES
from archive.fetch_schedule import FetchSchedule
from archive.web.listing import listing_page
from archive.web.site import site_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection
    from starlette.requests import Request

    from archive.model import State
    from archive.web.background import Background, Plan

IN_FEED = 50


def changes(request: Request) -> Response:
    """Edits, removals, returns and suspicions, or the checks of the one state that is asked for."""
    asked = request.query_params.get("state")
    states: list[State] = [asked] if asked in STATES else list(EVENTS)
    return listing_page(
        request,
        "changes.html",
        CheckRow,
        lambda conn, part: check_rows(conn, states, part),
        chosen=asked if asked in STATES else None,
    )


def feed(request: Request) -> Response:
    """The latest changes as Atom (RFC 4287)."""
    site = site_of(request)
    with site.reading() as conn:
        rows = list(check_rows(conn, EVENTS, Slice(limit=IN_FEED)))
    markup = site.templates.get_template("changes.atom").render(site=site, rows=rows)
    return Response(markup, media_type="application/atom+xml")


def due(request: Request) -> Response:
    planning: Background[Plan] = request.app.state.planning
    plan = planning.latest(wait=0.1)

    def rows(_conn: Connection, part: Slice) -> Iterable[FetchSchedule]:
        last = None if part.limit is None else part.offset + part.limit
        return plan.due[part.offset : last] if plan else ()

    return listing_page(request, "due.html", FetchSchedule, rows, plan=plan)
