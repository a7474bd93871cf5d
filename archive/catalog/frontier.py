"""The frontier: what is still to be fetched, and which crawl is at it.

It is derived from the catalog and never stored as a queue, so a killed crawl loses nothing: what it had
leased comes back when the lease runs out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, delete, func, or_, select, update

from archive.catalog.captures import latest_outcome, redirect_chain
from archive.catalog.checks import was_seen
from archive.catalog.engine import upsert
from archive.catalog.tables import capture, check, lease, original, outcome
from archive.http1.statuses import PASSING
from archive.model import SEEN, Original

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, timedelta

# What is refused stays refused until a person changes a rule; all else is tried again by the next run.
FINAL_OUTCOMES = frozenset({"unsafe"})


def uncaptured_citations(conn: Connection, outlets: frozenset[str] | None = None) -> list[Original]:
    """The cited originals, at these outlets or at all, that are not settled, in the order of their URLs.

    One query for all; only redirects are followed one by one.
    """
    query = _UNSETTLED if outlets is None else _UNSETTLED.where(original.c.outlet.in_(outlets))
    return [
        Original(url=row.url, outlet=row.outlet, article_id=row.article_id)
        for row in conn.execute(query)
        if row.location is None or not is_settled(conn, row.url)
    ]


def _unsettled() -> Select[Any]:
    """What `is_settled` says of a URL that does not redirect, said of all originals; redirects come along."""
    last = capture.alias("last")
    latest = select(capture.c.record_id).where(capture.c.url == original.c.url).correlate(original).limit(1)
    latest = latest.order_by(capture.c.captured_at.desc(), capture.c.record_id.desc())
    seen = select(check.c.url).where(check.c.url == original.c.url, check.c.state.in_(SEEN))
    kind = select(outcome.c.kind).where(outcome.c.url == original.c.url).correlate(original)
    refusal = func.coalesce(kind.order_by(outcome.c.at.desc()).limit(1).scalar_subquery(), "")
    unsettled = or_(
        and_(last.c.record_id.is_(None), refusal.not_in(FINAL_OUTCOMES)),
        last.c.status.in_(PASSING),
        last.c.location.is_not(None),
    )
    with_last = original.outerjoin(last, last.c.record_id == latest.scalar_subquery())
    return (
        select(original, last.c.location)
        .select_from(with_last)
        .where(~seen.correlate(original).exists(), unsettled)
        .order_by(original.c.url)
    )


_UNSETTLED = _unsettled()


def is_settled(conn: Connection, url: str) -> bool:
    """Whether the URL's redirects lead to an archived answer, or to an address that may not be fetched.

    An original that was ever seen is settled: when to look again is the schedule's matter.
    """
    if was_seen(conn, url):
        return True
    chain = redirect_chain(conn, url)
    if chain and chain[-1].location is None:
        return chain[-1].status not in PASSING
    end = chain[-1].location if chain else url
    refused = latest_outcome(conn, end or url)
    return refused is not None and refused.kind in FINAL_OUTCOMES


def leased(
    conn: Connection, urls: Iterable[str], *, worker: str, now: datetime, lasting: timedelta
) -> list[str]:
    """Those of the URLs that this worker may fetch now: free, expired or its own. They are leased to it.

    Must run in a transaction that may write, so that no two workers get the same URL.
    """
    wanted = list(dict.fromkeys(urls))
    conn.execute(delete(lease).where(lease.c.expires_at <= now))
    held = {row.url: row.worker for row in conn.execute(select(lease.c.url, lease.c.worker))}
    free = [url for url in wanted if held.get(url, worker) == worker]
    upsert(conn, lease, ({"url": url, "worker": worker, "expires_at": now + lasting} for url in free))
    return free


def renew(conn: Connection, *, worker: str, now: datetime, lasting: timedelta) -> None:
    """Keep what the worker holds for another while."""
    conn.execute(update(lease).where(lease.c.worker == worker).values(expires_at=now + lasting))


def lease_holders(conn: Connection) -> list[str]:
    """Every worker in whose name something is leased."""
    return list(conn.scalars(select(lease.c.worker).distinct().order_by(lease.c.worker)))


def release(conn: Connection, worker: str) -> None:
    """Give back whatever the worker still holds."""
    conn.execute(delete(lease).where(lease.c.worker == worker))
