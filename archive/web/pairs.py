"""Renderings and their originals: the list, and one pair side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from archive.catalog.listings import (
    ORDERS,
    PairFilter,
    PairRow,
    outlet_counts,
    pair_rows,
    verdict_counts,
)
from archive.catalog.statements import decisions_on
from archive.export.json_lines import pair_json
from archive.export.side_by_side import side_by_side
from archive.export.wording import VERDICTS
from archive.web.listing import listing_page
from archive.web.site import page, rendering_asked, site_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def pairs(request: Request) -> Response:
    query = request.query_params
    wanted = PairFilter(
        verdict=query.get("verdict") if query.get("verdict") in VERDICTS else None,
        outlet=query.get("outlet") or None,
        words=query.get("q") or None,
        order=query.get("order") if query.get("order") in ORDERS else "source",  # type: ignore[arg-type]
    )
    return listing_page(
        request,
        "pairs.html",
        PairRow,
        lambda conn, part: pair_rows(conn, wanted, part),
        wanted=wanted,
        orders=ORDERS,
        counts=verdict_counts,
        outlets=outlet_counts,
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
    tokens = request.app.state.tokens
    cookie = tokens.cookie_of(request)
    response = page(request, "pair.html", found=found, decisions=decisions, token=tokens.of(cookie))
    if not site.read_only:
        tokens.remember(response, cookie)
    return response
