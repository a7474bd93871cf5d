"""Edits of originals, and whether their renderings followed them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.catalog.check_rows import rendered_edits
from archive.derive.changes import event_of
from archive.web.listing import listing_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.catalog.listings import Slice

PER_PAGE = 8  # each row aligns two texts anew


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleRow:
    """One edit. The three counts are of changed passages, summed over the renderings."""

    at: datetime
    url: str
    title: str | None
    renderings: int
    stale: int
    followed: int
    untranslated: int
    compared_with: str | None
    record_id: str | None


def stale(request: Request) -> Response:
    return listing_page(request, "stale.html", StaleRow, stale_rows, per_page=PER_PAGE)


def stale_rows(conn: Connection, part: Slice) -> Iterator[StaleRow]:
    for logged in rendered_edits(conn, part):
        event = event_of(conn, logged)
        verdicts = Counter(one.verdict for found in event.translated for one in found.followings)
        yield StaleRow(
            at=logged.check.at,
            url=logged.url,
            title=event.title,
            renderings=len(event.translated),
            stale=verdicts["stale"],
            followed=verdicts["followed"],
            untranslated=verdicts["untranslated"],
            compared_with=logged.check.compared_with,
            record_id=logged.check.record_id,
        )
