"""Pairs in the catalog: of each rendering the one that was derived last."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from archive.catalog.engine import upsert
from archive.catalog.tables import pair, rendering
from archive.model import Bead, Candidate, Pair

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


def put_pair(conn: Connection, value: Pair) -> None:
    put_pairs(conn, [value])


def put_pairs(conn: Connection, values: Iterable[Pair]) -> None:
    upsert(conn, pair, map(_pair_row, values))


def pair_of_rendering(conn: Connection, rendering_id: str) -> Pair | None:
    row = conn.execute(select(pair).where(pair.c.rendering_id == rendering_id)).first()
    return _pair(row) if row else None


def renderings_unpaired(conn: Connection, rendering_ids: set[str]) -> list[str]:
    """Those of the renderings that have no pair yet, not even one that says why there is none."""
    paired = conn.scalars(select(pair.c.rendering_id).where(pair.c.rendering_id.in_(rendering_ids)))
    return sorted(rendering_ids.difference(paired))


def all_pairs(conn: Connection) -> Iterator[Pair]:
    """Every pair, in the order of the renderings' sources."""
    query = select(pair).join(rendering, rendering.c.id == pair.c.rendering_id)
    query = query.order_by(rendering.c.source, rendering.c.id)
    yield from (_pair(row) for row in conn.execute(query.execution_options(yield_per=500)))


def paired_renderings(conn: Connection, verdicts: Collection[str] = ()) -> list[str]:
    """The ids of all renderings that have a pair, or one of these verdicts, in the order of their sources.

    Ids alone, since to sort what holds the texts would read them all before the first.
    """
    query = select(rendering.c.id).join(pair, pair.c.rendering_id == rendering.c.id)
    if verdicts:
        query = query.where(pair.c.verdict.in_(verdicts))
    return list(conn.scalars(query.order_by(rendering.c.source, rendering.c.id)))


def _pair_row(value: Pair) -> dict[str, Any]:
    return {
        "rendering_id": value.rendering_id,
        "record_id": value.record_id,
        "verdict": value.verdict,
        "score": value.score,
        "evidence": dict(value.evidence),
        "candidates": [asdict(candidate) for candidate in value.candidates],
        "beads": [[list(bead.rendering), list(bead.original), bead.score] for bead in value.beads],
    }


def _pair(row: Row[Any]) -> Pair:
    fields = dict(row._mapping)
    fields["candidates"] = tuple(Candidate(**candidate) for candidate in row.candidates)
    fields["beads"] = tuple(
        Bead(rendering=tuple(left), original=tuple(right), score=score) for left, right, score in row.beads
    )
    return Pair(**fields)
