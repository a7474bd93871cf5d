"""What happened to the originals: edits, removals and returns, as a table and as a feed; and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive.catalog.check_rows import CheckRow, check_key, check_rows, latest_checks, news
from archive.export.change_feed import change_feed
from archive.export.wording import STATES
from archive.fetch_schedule import FetchSchedule
from archive.web.listing import Table, listing_page
from archive.web.memory import memory_of
from archive.web.site import site_of
from archive.web.templating import link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection
    from starlette.requests import Request

    from archive.catalog.keyset import Key, Slice
    from archive.derive.changes import Event

LONGEST_WAIT = 30.0  # seconds: an edit is aligned with each of its renderings


def changes(request: Request) -> Response:
    """Edits, removals and returns, or the checks of the one state that is asked for."""
    asked = request.query_params.get("state")
    chosen = asked if asked in STATES else None

    def rows(conn: Connection, part: Slice) -> Iterator[CheckRow]:
        found = latest_checks(conn, [chosen], part) if chosen else news(conn, part=part)
        return check_rows(conn, found, part)

    def key(row: CheckRow) -> Key:
        return check_key(row.at, row.url, row.number)

    table = Table(row_type=CheckRow, rows=rows, key=key, by_day=True)
    return listing_page(request, "changes.html", table, chosen=chosen)


def feed(request: Request) -> Response:
    """The latest changes as Atom (RFC 4287), as `kalla changes --atom` has them."""
    found, origin = memory_of(request).newest.latest(wait=LONGEST_WAIT), site_of(request).origin
    if found is None:
        raise HTTPException(503, "The feed is being made: ask again in a minute.")
    markup = change_feed(found, lambda event: origin + _address(event), origin + request.url.path)
    return Response(markup, media_type="application/atom+xml")


def _address(event: Event) -> str:
    url, check = event.logged.url, event.logged.check
    if check.state == "edited":
        return link("/diff", url=url, a=check.compared_with, b=check.record_id)
    return link("/article", url=url)


def due(request: Request) -> Response:
    plan = memory_of(request).planning.latest(wait=0.1)

    def rows(_conn: Connection, part: Slice) -> Iterable[FetchSchedule]:
        offset, limit = part.numbers()
        return plan.due[offset : None if limit is None else offset + limit] if plan else ()

    return listing_page(request, "due.html", Table(row_type=FetchSchedule, rows=rows), plan=plan)
