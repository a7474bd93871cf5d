"""How much came when: captures, bytes, hosts and states, counted by day for plots."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlsplit

from sqlalchemy import Column, ColumnElement, Connection, bindparam, func, select

from archive.catalog.prepared import Prepared
from archive.catalog.tables import capture, check
from archive.catalog.types import UtcDateTime
from archive.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

Days = list[tuple[str, int]]

_AUTHORITY = re.compile(r"[^/?#]*//([^/?#]*)")
_START, _END = bindparam("start", type_=UtcDateTime()), bindparam("end", type_=UtcDateTime())


def captures_and_bytes_by_day(conn: Connection) -> tuple[Days, Days]:
    """Days as YYYY-MM-DD in UTC, ascending; bytes are those of the records, compressed."""
    rows = list(_by_day(conn, capture.c.captured_at, func.sum(capture.c.length)))
    return [(day, count) for day, count, _ in rows], [(day, size) for day, _, size in rows]


def states_by_day(conn: Connection) -> dict[str, Days]:
    """How many looks came to each state on each day; the state that was seen first comes first."""
    found: dict[str, Days] = {}
    for state in get_args(State):
        rows = _by_day(conn, check.c.at, func.count(), check.c.state == state)
        found[state] = [(day, count) for day, count, _ in rows]
    return {state: days for state, days in sorted(found.items(), key=lambda item: item[1][:1]) if days}


def _by_day(
    conn: Connection, at: Column[datetime], amount: ColumnElement[int], *conditions: ColumnElement[bool]
) -> Iterator[tuple[str, int, int]]:
    """Each day on which there is anything, with the number of rows and an amount of them all.

    A day is a range of an index that is in the order of time: to group by day, a database would make a day of
    the time of every row, and sort them.
    """
    later = select(func.min(at)).where(at > _START, *conditions)
    of_day = select(func.count(), amount).where(at >= _START, at <= _END, *conditions)
    next_time, totals = Prepared(later, conn.dialect), Prepared(of_day, conn.dialect)
    end = datetime.min.replace(tzinfo=UTC)
    while (row := next_time.first(conn, start=end)) and row[0]:
        day = row[0].date()
        start, end = (datetime.combine(day, edge, UTC) for edge in (time.min, time.max))
        count, amounts = totals.first(conn, start=start, end=end) or (0, 0)
        yield day.isoformat(), count, int(amounts)


def capture_hosts(conn: Connection) -> Counter[str]:
    """How many captures there are of each host."""
    counts: Counter[str] = Counter()
    query = select(capture.c.url, func.count()).group_by(capture.c.url).execution_options(yield_per=1000)
    for url, count in conn.execute(query):
        counts[host_in(url)] += count
    return counts


def host_in(url: str) -> str:
    """The host of a URL, empty where it names none."""
    found = _AUTHORITY.match(url)
    return _hostname(found[1]) if found else ""


@lru_cache(maxsize=4096)  # taking an address apart takes longer than all else that is done with it here
def _hostname(authority: str) -> str:
    return urlsplit(f"//{authority}").hostname or ""
