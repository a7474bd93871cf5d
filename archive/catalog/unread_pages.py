"""Pages that a crawl asked for in vain, and that later crawls ask for again: so many times and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select, union

from archive.catalog.frontier import FINAL_OUTCOMES, is_settled
from archive.catalog.looks import looks_at
from archive.catalog.tables import capture, outcome
from archive.http1.statuses import PASSING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LOOKS = 7  # a week of daily crawls


def pages_to_ask_again(conn: Connection, beginning: str) -> Iterator[str]:
    """The URLs that begin so and had no answer but passing failures, in fewer than MOST_LOOKS looks."""
    refused = select(capture.c.url).where(
        capture.c.status.in_(PASSING), capture.c.url.startswith(beginning, autoescape=True)
    )
    unanswered = select(outcome.c.url).where(
        outcome.c.kind.not_in(FINAL_OUTCOMES), outcome.c.url.startswith(beginning, autoescape=True)
    )
    for url in conn.scalars(union(refused, unanswered).order_by("url")).all():
        if not is_settled(conn, url) and len(looks_at(conn, url)) < MOST_LOOKS:
            yield url
