"""Renderings and their originals: the list, and one pair side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from archive.catalog.counts import outlet_counts, verdict_counts
from archive.catalog.pair_rows import ORDERS, PairFilter, PairRow, pair_key, pair_rows
from archive.catalog.renderings import cited_of
from archive.catalog.statements import decisions_on
from archive.derive.changes import last_edit
from archive.derive.pairs import original_url
from archive.export.json_lines import pair_json
from archive.export.side_by_side import side_by_side
from archive.export.wording import FOLLOWED, VERDICTS
from archive.web.listing import Table, listing_page
from archive.web.memory import memory_of
from archive.web.site import page, rendering_asked, site_of
from archive.web.templating import link

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.change.staleness import Staleness
    from archive.model import Rendering

# What a rendering did about the last edit of its original: the worst of its passages tells.
WORST_FIRST: tuple[Staleness, ...] = ("stale", "followed", "untranslated")
ELSE = "Nothing that a rendering carries over was changed."
LATER = "This rendering was first seen later."


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The last edit of an original; `address` is that of the difference."""

    at: datetime
    address: str
    said: str


def pairs(request: Request) -> Response:
    query = request.query_params
    wanted = PairFilter(
        verdict=query.get("verdict") if query.get("verdict") in VERDICTS else None,
        outlet=query.get("outlet") or None,
        words=query.get("q") or None,
        order=query.get("order") if query.get("order") in ORDERS else "source",  # type: ignore[arg-type]
    )
    table = Table(
        row_type=PairRow,
        rows=lambda conn, part: pair_rows(conn, wanted, part),
        key=lambda row: pair_key(row, wanted.order),
    )
    with site_of(request).reading() as conn:
        counts, outlets = verdict_counts(conn), outlet_counts(conn)
    return listing_page(
        request, "pairs.html", table, wanted=wanted, orders=ORDERS, counts=counts, outlets=outlets
    )


def pair(request: Request) -> Response:
    site = site_of(request)
    with site.reading() as conn:
        rendering = rendering_asked(request, conn, "id")
        found = side_by_side(conn, rendering.id)
        if found is None:
            raise HTTPException(404, f"The rendering {rendering.id} is not paired yet: run `kalla derive`.")
        if request.query_params.get("format") == "json":
            return JSONResponse(pair_json(conn, found.rendering, found.pair))
        decisions = decisions_on(conn, rendering.id)
        cited, _ = cited_of(conn, rendering.id)
        history = original_url(decisions, cited) or found.original_url
        edit = _edit(conn, rendering, history)
    tokens = memory_of(request).tokens
    cookie = tokens.cookie_of(request)
    response = page(
        request,
        "pair.html",
        found=found,
        history=history,
        decisions=decisions,
        edit=edit,
        token=tokens.of(cookie),
    )
    if not site.read_only:
        tokens.remember(response, cookie)
    return response


def _edit(conn: Connection, rendering: Rendering, url: str | None) -> Edit | None:
    """The last edit of the article at a URL; None where it never was edited."""
    event = last_edit(conn, url) if url else None
    if event is None:
        return None
    told = event.logged.check
    answers = [found for found in event.translated if rendering.source == found.source]
    verdicts = {one.verdict for found in answers for one in found.followings}
    return Edit(
        at=told.at,
        address=link("/diff", url=event.logged.url, a=told.compared_with, b=told.record_id),
        said=next(
            (FOLLOWED[verdict] for verdict in WORST_FIRST if verdict in verdicts), ELSE if answers else LATER
        ),
    )
