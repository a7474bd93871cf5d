"""Rows about checks, a page at a time: what happened, and how every watched URL stood at the last look."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from archive.catalog.checks import logged_check
from archive.catalog.tables import article, check, rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from archive.catalog.checks import LoggedCheck
    from archive.catalog.listings import Slice
    from archive.model import State

# What is news; a page under suspicion may turn out to be the article again.
EVENTS: tuple[State, ...] = ("edited", "removed", "restored")


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


def check_rows(found: Iterable[LoggedCheck], conn: Connection, part: Slice) -> Iterator[CheckRow]:
    """A part of these checks as rows."""
    end = None if part.limit is None else part.offset + part.limit
    for logged in islice(found, part.offset, end):
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
        )


def news(conn: Connection, since: datetime | None = None) -> Iterator[LoggedCheck]:
    """Edits, removals and returns from a time on, the latest first."""
    for logged in latest_checks(conn, EVENTS):
        if since is not None and logged.check.at < since:
            return
        # A removed article is looked at again now and then; only the look that made it so is news.
        if logged.check.state != "removed" or "sights" in logged.check.evidence:
            yield logged


def latest_checks(conn: Connection, states: Sequence[State]) -> Iterator[LoggedCheck]:
    """Checks with one of these states, the latest first: each state's from its index, none read in vain."""
    streams = [_latest_with(conn, state) for state in states]
    yield from merge(*streams, key=lambda logged: (-logged.check.at.timestamp(), logged.url))


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
    return dict(conn.execute(query).tuples().all())


def rendered_edits(conn: Connection, part: Slice) -> Iterator[LoggedCheck]:
    """Edits of originals that have renderings, the latest first."""
    cited = select(rendering.c.id).where(rendering.c.original_url == check.c.url)
    query = select(check).where(check.c.state == "edited", cited.exists())
    for row in conn.execute(part.of(query.order_by(check.c.at.desc(), check.c.url))):
        yield logged_check(row)


def _latest_with(conn: Connection, state: State) -> Iterator[LoggedCheck]:
    query = select(check).where(check.c.state == state).order_by(check.c.at.desc(), check.c.url)
    yield from (logged_check(row) for row in conn.execute(query.execution_options(yield_per=60)))
