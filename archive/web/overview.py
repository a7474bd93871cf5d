"""The first page: how the collection stands, what is new in it, and what asks for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.capture_rows import capture_rows, outcome_rows
from archive.catalog.capture_search import CaptureQuery
from archive.catalog.counts import collection_counts, verdict_counts
from archive.catalog.keyset import Slice
from archive.web.memory import memory_of
from archive.web.plots import days_plot
from archive.web.site import page, site_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LATEST = Slice(limit=5)
PATIENCE = 0.1  # seconds that a count under way is waited for


def overview(request: Request) -> Response:
    memory = memory_of(request)
    tally, plan = memory.tallying.latest(wait=PATIENCE), memory.planning.latest(wait=PATIENCE)
    with site_of(request).reading() as conn:
        return page(
            request,
            "overview.html",
            counts=collection_counts(conn),
            as_of=min(plan.now, tally.now) if plan and tally else None,
            states=tally.states if tally else {},
            edits=tally.edits if tally else 0,
            due=len(plan.due) if plan else "…",
            verdicts=verdict_counts(conn),
            plot=days_plot(tally.days) if tally else None,
            latest=list(capture_rows(conn, CaptureQuery(), LATEST)),
            unanswered=list(outcome_rows(conn, LATEST)),
        )
