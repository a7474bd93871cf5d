"""How watched URLs stand, and when each is due again: rows that follow from checks, articles and renderings.

Whoever writes checks, renderings or decisions has the rows of their URLs told anew in the same transaction,
so no row is older than these. A date that a new extractor finds comes with the next telling of the checks.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, func, select

from archive.catalog.engine import upsert
from archive.catalog.histories import checks_told, first_sights
from archive.catalog.tables import article, check, standing
from archive.fetch_schedule import History, schedule
from archive.outlets.editions import edition_at

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


def put_standings(conn: Connection, urls: Collection[str]) -> None:
    """Tell anew how each of these URLs stands that has checks and is still watched; no other has a row."""
    # First of all: on PostgreSQL this waits for whoever tells the same rows, and what they told is read then.
    conn.execute(delete(standing).where(standing.c.url.in_(urls)))
    checks = dict(checks_told(conn, urls))
    if not checks:
        return
    dated = _dates_told(conn, checks)
    rows = [
        _row(History(url=url, first_seen=first_seen, published_at=dated.get(url) or day, checks=checks[url]))
        | {"published_at": dated.get(url)}
        for url, (first_seen, day) in first_sights(conn, checks).items()
    ]
    upsert(conn, standing, rows)


def _dates_told(conn: Connection, urls: Collection[str]) -> dict[str, datetime]:
    """The latest date of publication that the good texts of an original give.

    A rendering's page is left out: its records have the day on which it came out.
    """
    query = (
        select(check.c.url, func.max(article.c.published_at))
        .join(article, article.c.record_id == check.c.good_record_id)
        .where(check.c.url.in_(urls), article.c.published_at.is_not(None))
        .group_by(check.c.url)
    )
    return {url: at for url, at in conn.execute(query) if edition_at(url) is None}


def _row(history: History) -> dict[str, Any]:
    stands = history.standing
    # When it is due does not depend on when one asks.
    plan = schedule(history, history.first_seen)
    return {"url": history.url, "next_due": plan.next_due, **(asdict(stands) if stands else {})}
