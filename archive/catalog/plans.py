"""What is to be looked at and when, a plan at a time, in the order in which it is asked for.

The database has the order, by what `archive/catalog/standings.py` keeps; so a list of everything that is due
takes no more memory than its first page, and the first page hardly longer than there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Connection, Float, Select, cast, func, literal, select, type_coerce

from archive.catalog.tables import decision, rendering, rendering_record, standing
from archive.catalog.types import microseconds
from archive.fetch_schedule import Standing, never_fetched, planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import ColumnElement, CompoundSelect

    from archive.fetch_schedule import FetchSchedule

_AT_ONCE = 200
_PLANNED = select(standing.c.url, standing.c.next_due, *(standing.c[name] for name in Standing.__slots__))


def due_plans(conn: Connection, now: datetime) -> Iterator[FetchSchedule]:
    """What to fetch now, as `fetch_schedule.due` orders it: what was never fetched, then the most overdue."""
    yield from first_plans(conn, now)
    yield from overdue_plans(conn, now)


def first_plans(conn: Connection, until: datetime | None = None) -> Iterator[FetchSchedule]:
    """What was never fetched, by the time at which its citation was found."""
    looks = _never_fetched().subquery()
    query = select(looks.c.url, looks.c.first_seen).order_by(looks.c.first_seen, looks.c.url)
    found = query if until is None else query.where(looks.c.first_seen <= until)
    for url, first_seen in conn.execute(found.execution_options(yield_per=_AT_ONCE)):
        yield never_fetched(url, first_seen)


def overdue_plans(conn: Connection, now: datetime) -> Iterator[FetchSchedule]:
    """What was fetched before and is due again, the most overdue first."""
    last, due = (type_coerce(one, BigInteger) for one in (standing.c.last_at, standing.c.next_due))
    waited = literal(microseconds(now), BigInteger) - last
    overdue = cast(waited, Float) / (due - last)
    query = _PLANNED.where(standing.c.next_due <= now)
    return _plans(conn, query.order_by(overdue.desc(), standing.c.next_due, standing.c.url), now)


def next_plans(conn: Connection, now: datetime) -> Iterator[FetchSchedule]:
    """What was fetched before, due or not, the soonest first."""
    return _plans(conn, _PLANNED.order_by(standing.c.next_due, standing.c.url), now)


def _plans(conn: Connection, query: Select[Any], now: datetime) -> Iterator[FetchSchedule]:
    for url, next_due, *values in conn.execute(query.execution_options(yield_per=_AT_ONCE)):
        stands = Standing(**dict(zip(Standing.__slots__, values, strict=True)))
        yield planned(url, stands, next_due, now)


def _never_fetched() -> CompoundSelect[Any]:
    """Watched URLs without checks, each with the first time at which it was cited, confirmed or read."""
    page, cited = rendering_record.c.page, rendering.c.original_url
    pages = select(page.label("url"), func.min(rendering_record.c.at).label("first_seen"))
    originals = (
        select(cited.label("url"), func.min(rendering_record.c.at).label("first_seen"))
        .join(rendering_record, rendering_record.c.rendering_id == rendering.c.id)
        .where(cited.is_not(None), ~_has_checks(cited), ~_is_page(cited))
        .group_by(cited)
    )
    said = decision.c.url
    confirmed = select(said.label("url"), func.min(decision.c.at).label("first_seen")).where(
        decision.c.confirmed, ~_has_checks(said), ~_is_page(said), ~_is_cited(said)
    )
    pages = pages.where(page.is_not(None), ~_has_checks(page)).group_by(page)
    return pages.union_all(originals, confirmed.group_by(said))


def _has_checks(url: ColumnElement[str | None]) -> ColumnElement[bool]:
    return select(standing.c.url).where(standing.c.url == url).exists()


def _is_cited(url: ColumnElement[str]) -> ColumnElement[bool]:
    return select(rendering.c.id).where(rendering.c.original_url == url).exists()


def _is_page(url: ColumnElement[str | None]) -> ColumnElement[bool]:
    other = rendering_record.alias()
    return select(other.c.record_id).where(other.c.page == url).exists()
