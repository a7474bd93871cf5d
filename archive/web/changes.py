"""What happened to the originals: edits, removals and returns, as a table and as a feed; and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from archive.catalog.check_rows import EVENTS, CheckRow, check_rows, latest_checks, title_of
from archive.catalog.listings import Slice
from archive.derive.changes import Event
from archive.export.change_feed import change_feed
from archive.export.wording import STATES
from archive.fetch_schedule import FetchSchedule
from archive.web.listing import listing_page
from archive.web.site import site_of
from archive.web.templating import link

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
        told = latest_checks(conn, EVENTS, Slice(limit=IN_FEED))
        events = [Event(logged=logged, title=title_of(conn, logged)) for logged in told]
    markup = change_feed(events, lambda event: site.origin + _address(event))
    return Response(markup, media_type="application/atom+xml")


def _address(event: Event) -> str:
    url, check = event.logged.url, event.logged.check
    if check.state == "edited":
        return link("/diff", url=url, a=check.compared_with, b=check.record_id)
    return link("/article", url=url)


def due(request: Request) -> Response:
    planning: Background[Plan] = request.app.state.planning
    plan = planning.latest(wait=0.1)

    def rows(_conn: Connection, part: Slice) -> Iterable[FetchSchedule]:
        last = None if part.limit is None else part.offset + part.limit
        return plan.due[part.offset : last] if plan else ()

    return listing_page(request, "due.html", FetchSchedule, rows, plan=plan)
