"""People's decisions, searches for lost links and listed days in the catalog."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from archive.catalog.engine import upsert
from archive.catalog.tables import decision, listed, original, rendering, rendering_record, search
from archive.model import Candidate, Decision, Listed, Original, Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

# A decision names a record of its rendering, whose id may be another by now.
_decided = decision.outerjoin(rendering_record, rendering_record.c.record_id == decision.c.rendering_record)
_now_called = func.coalesce(rendering_record.c.rendering_id, decision.c.rendering_id)


def put_decision(conn: Connection, record_id: str, value: Decision, target: Original | None) -> None:
    """Enter a decision, and the original it names, so that a confirmed one is fetched like a cited one."""
    if target and value.confirmed:
        upsert(conn, original, [asdict(target)])
    upsert(conn, decision, [{"record_id": record_id, **asdict(value)}])


def decisions_on(conn: Connection, rendering_id: str) -> dict[str, Decision]:
    """The last decision on each URL for a rendering, in the order of time."""
    query = (
        select(decision)
        .select_from(_decided)
        .where(_now_called == rendering_id)
        .order_by(decision.c.at, decision.c.record_id)
    )
    last: dict[str, Decision] = {}
    for row in conn.execute(query):
        fields = {name: value for name, value in row._mapping.items() if name != "record_id"}
        last.pop(row.url, None)
        last[row.url] = Decision(**fields)
    return last


def renderings_decided(conn: Connection, url: str) -> list[str]:
    """The renderings on which anybody decided whether the article at this URL is their original."""
    query = select(_now_called).select_from(_decided).where(decision.c.url == url).distinct()
    return list(conn.scalars(query.order_by(_now_called)))


def renderings_judged(conn: Connection, rendering_ids: Sequence[str]) -> set[str]:
    """Those of the renderings on which anybody decided, or whose lost link was searched for."""
    decided = select(_now_called).select_from(_decided).where(_now_called.in_(rendering_ids))
    searched = select(search.c.rendering_id).where(search.c.rendering_id.in_(rendering_ids))
    return {*conn.scalars(decided), *conn.scalars(searched)}


def put_search(conn: Connection, record_id: str, value: Search) -> None:
    upsert(conn, search, [{"record_id": record_id, **asdict(value)}])


def last_search_for(conn: Connection, rendering_id: str) -> Search | None:
    query = (
        select(search)
        .where(search.c.rendering_id == rendering_id)
        .order_by(search.c.at.desc(), search.c.record_id.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    if row is None:
        return None
    found = tuple(Candidate(**candidate) for candidate in row.candidates)
    return Search(rendering_id=row.rendering_id, at=row.at, candidates=found, abstained=row.abstained)


def put_listed(conn: Connection, record_id: str, value: Listed) -> None:
    upsert(conn, listed, [{"record_id": record_id, **asdict(value)}])


def last_day_listed(conn: Connection, lang: str) -> date | None:
    """The last day whose articles a crawl has listed for an edition; None before the first such crawl."""
    last: date | None = conn.scalar(select(func.max(listed.c.day)).where(listed.c.lang == lang))
    return last


def renderings_to_search(conn: Connection) -> Iterator[str]:
    """Renderings whose link is lost, and for which nobody has looked or decided yet."""
    query = (
        select(rendering.c.id)
        .outerjoin(search, search.c.rendering_id == rendering.c.id)
        .outerjoin(decision, decision.c.rendering_id == rendering.c.id)
        .where(
            rendering.c.original_url.is_(None),
            rendering.c.refusal.is_(None),
            search.c.record_id.is_(None),
            decision.c.record_id.is_(None),
        )
        .order_by(rendering.c.id)
    )
    yield from conn.scalars(query)
