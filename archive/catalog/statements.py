"""People's decisions, searches for lost links and listed days in the catalog."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Table, exists, func, select, union_all

from archive.catalog.engine import upsert
from archive.catalog.tables import decision, listed, original, rendering, rendering_record, search
from archive.model import Candidate, Decision, Listed, Original, Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sqlalchemy import Subquery


def _by_record(statement: Table) -> Subquery:
    """The rows of a table with what their renderings are called now: a record's rendering gets another id
    when the parser reads its text otherwise.

    In two halves, since SQLite looks a rendering up in either by its index.
    """
    is_record = rendering_record.c.record_id == statement.c.rendering_record
    others = [column for column in statement.c if column.name != "rendering_id"]
    recorded = select(rendering_record.c.rendering_id, *others).join(statement, is_record)
    unrecorded = select(statement.c.rendering_id, *others).where(~exists().where(is_record))
    return union_all(recorded, unrecorded).subquery()


_decided, _searched = _by_record(decision), _by_record(search)


def put_decision(conn: Connection, record_id: str, value: Decision, target: Original | None) -> None:
    """Enter a decision, and the original it names, so that a confirmed one is fetched like a cited one."""
    from archive.catalog.standings import put_standings  # noqa: PLC0415  # only who writes waits for the schedule

    if target and value.confirmed:
        upsert(conn, original, [asdict(target)])
    upsert(conn, decision, [{"record_id": record_id, **asdict(value)}])
    put_standings(conn, [value.url])


def decisions_on(conn: Connection, rendering_id: str) -> dict[str, Decision]:
    """The last decision on each URL for a rendering, in the order of time."""
    query = (
        select(_decided)
        .where(_decided.c.rendering_id == rendering_id)
        .order_by(_decided.c.at, _decided.c.record_id)
    )
    last: dict[str, Decision] = {}
    for row in conn.execute(query):
        fields = {name: value for name, value in row._mapping.items() if name != "record_id"}
        last.pop(row.url, None)
        last[row.url] = Decision(**fields)
    return last


def renderings_decided(conn: Connection, url: str) -> list[str]:
    """The renderings on which anybody decided whether the article at this URL is their original."""
    query = select(_decided.c.rendering_id).where(_decided.c.url == url).distinct()
    return list(conn.scalars(query.order_by(_decided.c.rendering_id)))


def renderings_judged(conn: Connection, rendering_ids: Sequence[str]) -> set[str]:
    """Those of the renderings on which anybody decided, or whose lost link was searched for."""
    ids = (one.c.rendering_id for one in (_decided, _searched))
    return {judged for one in ids for judged in conn.scalars(select(one).where(one.in_(rendering_ids)))}


def put_search(conn: Connection, record_id: str, value: Search) -> None:
    upsert(conn, search, [{"record_id": record_id, **asdict(value)}])


def last_search_for(conn: Connection, rendering_id: str) -> Search | None:
    query = (
        select(_searched)
        .where(_searched.c.rendering_id == rendering_id)
        .order_by(_searched.c.at.desc(), _searched.c.record_id.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    if row is None:
        return None
    fields = {name: value for name, value in row._mapping.items() if name != "record_id"}
    return Search(**{**fields, "candidates": tuple(Candidate(**one) for one in row.candidates)})


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
        .where(
            rendering.c.original_url.is_(None),
            rendering.c.refusal.is_(None),
            rendering.c.id.not_in(select(_searched.c.rendering_id)),
            rendering.c.id.not_in(select(_decided.c.rendering_id)),
        )
        .order_by(rendering.c.id)
    )
    yield from conn.scalars(query)
