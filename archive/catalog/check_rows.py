"""Rows about checks, a page at a time: what happened, and how every watched URL stood at the last look."""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from archive.catalog.checks import logged_check
from archive.catalog.keyset import Order, Slice, key_of
from archive.catalog.tables import article, check, rendering
from archive.model import CHANGED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from archive.catalog.checks import LoggedCheck
    from archive.catalog.keyset import Key
    from archive.model import State

# What is news; a page under suspicion may turn out to be the article again.
EVENTS: frozenset[State] = CHANGED | {"removed"}
ALL = Slice()
LATEST = Order(columns=(check.c.at, check.c.url, check.c.number), descending=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A check in one line; it happened after `after` and not later than `before`, where that is known."""

    at: datetime
    state: State
    url: str
    title: str | None
    after: datetime | None
    before: datetime | None
    record_id: str | None
    compared_with: str | None
    number: int


def check_rows(conn: Connection, found: Iterable[LoggedCheck], part: Slice) -> Iterator[CheckRow]:
    """The checks of a part, which were met on the way from its neighbour, as rows."""
    for logged in part.forward(islice(found, part.limit)):
        after, before = logged.check.between or (None, None)
        yield CheckRow(
            at=logged.check.at,
            state=logged.check.state,
            url=logged.url,
            title=title_of(conn, logged),
            after=after,
            before=before,
            record_id=logged.check.record_id,
            compared_with=logged.check.compared_with,
            number=logged.number,
        )


def check_key(at: datetime, url: str, number: int) -> Key:
    return key_of((at, url, number))


def news(conn: Connection, since: datetime | None = None, part: Slice = ALL) -> Iterator[LoggedCheck]:
    """Edits, removals and returns from a time on, the latest first, on the way from a part's neighbour."""
    for logged in latest_checks(conn, EVENTS, part):
        if since is not None and logged.check.at < since:
            return
        # A removed article is looked at again now and then; only the look that made it so is news.
        if logged.check.state != "removed" or "sights" in logged.check.evidence:
            yield logged


def latest_checks(conn: Connection, states: Collection[State], part: Slice = ALL) -> Iterator[LoggedCheck]:
    """Checks with one of these states, the latest first: each state's from its index, none read in vain.

    On the way from a part's neighbour, which is from the oldest where the part lies before it.
    """
    onward = replace(part, limit=None)  # whoever asks may want only some of them
    queries = [select(check).where(check.c.state == state) for state in states]
    streams = [conn.execute(LATEST.part(query, onward)) for query in queries]
    rows = merge(*streams, key=lambda row: (row.at, row.url, row.number), reverse=not part.is_backward)
    yield from map(logged_check, rows)


def title_of(conn: Connection, logged: LoggedCheck) -> str | None:
    """The title of the last good text as of a check."""
    return conn.scalar(select(article.c.title).where(article.c.record_id == logged.good_record_id))


def last_state_counts(conn: Connection) -> dict[State, int]:
    """How many watched URLs were in which state at their last look."""
    last = select(check.c.url, func.max(check.c.number).label("number")).group_by(check.c.url).subquery()
    query = (
        select(check.c.state, func.count())
        .join(last, (last.c.url == check.c.url) & (last.c.number == check.c.number))
        .group_by(check.c.state)
    )
    return dict(conn.execute(query).all())


def rendered_edits(conn: Connection, part: Slice) -> Iterator[LoggedCheck]:
    """Edits of originals that have renderings, the latest first."""
    cited = select(rendering.c.id).where(rendering.c.original_url == check.c.url)
    query = select(check).where(check.c.state == "edited", cited.exists())
    yield from map(logged_check, part.forward(conn.execute(LATEST.part(query, part))))
