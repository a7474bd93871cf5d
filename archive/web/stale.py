"""Edits of originals, and whether their renderings followed them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.catalog.check_rows import check_key, rendered_edits
from archive.catalog.renderings import renderings_citing
from archive.derive.changes import event_of
from archive.web.listing import Table, listing_page
from archive.web.memory import memory_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.catalog.checks import LoggedCheck
    from archive.catalog.keyset import Key, Slice

# A row aligns two texts, so few are made for a page, and those that were made are kept.
PER_PAGE = 5
MOST_KEPT = 2000
Edit = tuple[str, str | None, tuple[str, ...]]


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
    number: int


def stale(request: Request) -> Response:
    kept = memory_of(request).stale_rows

    def rows(conn: Connection, part: Slice) -> Iterator[StaleRow]:
        for logged in rendered_edits(conn, part):
            edit = (logged.url, logged.check.record_id, tuple(renderings_citing(conn, logged.url)))
            if edit not in kept:
                while len(kept) >= MOST_KEPT:
                    kept.pop(next(iter(kept)), None)
                kept[edit] = stale_row(conn, logged)
            yield kept[edit]

    def key(row: StaleRow) -> Key:
        return check_key(row.at, row.url, row.number)

    table = Table(row_type=StaleRow, rows=rows, key=key, by_day=True, per_page=PER_PAGE)
    return listing_page(request, "stale.html", table)


def stale_row(conn: Connection, logged: LoggedCheck) -> StaleRow:
    event = event_of(conn, logged)
    verdicts = Counter(one.verdict for found in event.translated for one in found.followings)
    return StaleRow(
        at=logged.check.at,
        url=logged.url,
        title=event.title,
        renderings=len(event.translated),
        stale=verdicts["stale"],
        followed=verdicts["followed"],
        untranslated=verdicts["untranslated"],
        compared_with=logged.check.compared_with,
        record_id=logged.check.record_id,
        number=logged.number,
    )
