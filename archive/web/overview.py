"""The first page: how the collection stands, what is new in it, and what asks for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.check_rows import last_state_counts
from archive.catalog.listings import (
    CaptureFilter,
    Slice,
    capture_rows,
    captures_by_day,
    collection_counts,
    outcome_rows,
    verdict_counts,
)
from archive.web.plots import days_plot
from archive.web.site import page, site_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.web.background import Background, Plan

LATEST = Slice(limit=5)


def overview(request: Request) -> Response:
    planning: Background[Plan] = request.app.state.planning
    plan = planning.latest(wait=0.1)
    with site_of(request).reading() as conn:
        return page(
            request,
            "overview.html",
            counts=collection_counts(conn),
            states=last_state_counts(conn),
            due=len(plan.due) if plan else "…",
            verdicts=verdict_counts(conn),
            plot=days_plot(captures_by_day(conn)),
            latest=list(capture_rows(conn, CaptureFilter(), LATEST)),
            unanswered=list(outcome_rows(conn, LATEST)),
        )
