"""How much came when: captures, bytes, hosts and states, counted by day for plots."""

from __future__ import annotations

from collections import Counter, defaultdict
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select

from archive.catalog.tables import capture, check

Days = list[tuple[str, int]]


def captures_and_bytes_by_day(conn: Connection) -> tuple[Days, Days]:
    """Days as YYYY-MM-DD in UTC, ascending; bytes are those of the records, compressed."""
    day = func.date(capture.c.captured_at)
    rows = conn.execute(
        select(day, func.count(), func.sum(capture.c.length)).group_by(day).order_by(day)
    ).all()
    return [(str(found), count) for found, count, _ in rows], [(str(found), size) for found, _, size in rows]


def states_by_day(conn: Connection) -> dict[str, Days]:
    """How many looks came to each state on each day."""
    day = func.date(check.c.at)
    query = select(check.c.state, day, func.count()).group_by(check.c.state, day).order_by(day)
    found: defaultdict[str, Days] = defaultdict(list)
    for state, on, count in conn.execute(query):
        found[state].append((str(on), count))
    return dict(found)


def capture_hosts(conn: Connection) -> Counter[str]:
    """How many captures there are of each host."""
    counts: Counter[str] = Counter()
    query = select(capture.c.url, func.count()).group_by(capture.c.url).execution_options(yield_per=1000)
    for url, count in conn.execute(query):
        counts[urlsplit(url).hostname or ""] += count
    return counts
