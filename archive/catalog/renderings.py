"""Renderings in the catalog, and the originals they cite.

One article may come in several shapes: as a page, as a text file, with and without its head. Each is a record
of the one rendering, whose row is what they say together.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from archive.catalog.engine import upsert
from archive.catalog.tables import original, rendering, rendering_record
from archive.model import Block, Citation, Original, Rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

FIRST_KNOWN = ("source", "lang", "title", "publisher", "published_on")


def put_rendering(
    conn: Connection,
    value: Rendering,
    *,
    record_id: str,
    at: datetime,
    digest: str,
    cited_by: Callable[[Rendering], tuple[Original | None, str | None]],
) -> Rendering:
    """Enter a record of a rendering; gives the rendering as all its records tell it.

    `cited_by` says what a citation comes to: an original, and the reason of a refusal.
    """
    row = {"record_id": record_id, "rendering_id": value.id, "at": at, "digest": digest, **_as_found(value)}
    upsert(conn, rendering_record, [row])
    query = select(rendering_record).where(rendering_record.c.rendering_id == value.id)
    records = conn.execute(query.order_by(rendering_record.c.at, rendering_record.c.record_id)).all()
    merged = _merged(value.id, [_rendering(record, value.id) for record in records])
    target, refusal = cited_by(merged)
    if target:
        upsert(conn, original, [asdict(target)])
    outcome = {"original_url": target.url if target else None, "refusal": refusal}
    upsert(conn, rendering, [{"id": value.id, **_as_found(merged), **outcome}])
    return merged


def has_rendering_record(conn: Connection, rendering_id: str, digest: str) -> bool:
    """Whether this rendering is kept already in just these bytes."""
    query = select(rendering_record.c.record_id).where(
        rendering_record.c.rendering_id == rendering_id, rendering_record.c.digest == digest
    )
    return conn.scalar(query.limit(1)) is not None


def first_record_of(conn: Connection, rendering_id: str) -> str:
    """The oldest record of a rendering that is in the catalog."""
    query = select(rendering_record.c.record_id).where(rendering_record.c.rendering_id == rendering_id)
    ordered = query.order_by(rendering_record.c.at, rendering_record.c.record_id)
    return conn.execute(ordered).scalars().first() or ""


def rendering_with_id(conn: Connection, rendering_id: str) -> Rendering | None:
    row = conn.execute(select(rendering).where(rendering.c.id == rendering_id)).first()
    return _rendering(row, row.id) if row else None


def all_renderings(conn: Connection) -> Iterator[tuple[Rendering, str | None, str | None]]:
    """Every rendering with its original's URL and, where the citation was refused, the reason."""
    query = select(rendering).order_by(rendering.c.source, rendering.c.id).execution_options(yield_per=500)
    for row in conn.execute(query):
        yield _rendering(row, row.id), row.original_url, row.refusal


def cited_of(conn: Connection, rendering_id: str) -> tuple[str | None, str | None]:
    """The canonical URL of a rendering's original, and the reason if its citation was refused."""
    query = select(rendering.c.original_url, rendering.c.refusal).where(rendering.c.id == rendering_id)
    row = conn.execute(query).one()
    return row.original_url, row.refusal


def renderings_citing(conn: Connection, url: str) -> list[str]:
    query = select(rendering.c.id).where(rendering.c.original_url == url).order_by(rendering.c.id)
    return list(conn.scalars(query))


def original_with_url(conn: Connection, url: str) -> Original | None:
    row = conn.execute(select(original).where(original.c.url == url)).first()
    return Original(**row._mapping) if row else None


def originals_cited(conn: Connection, outlets: frozenset[str] | None = None) -> list[Original]:
    """The originals that renderings cite, at these outlets or at all, in the order of their URLs."""
    query = select(original).order_by(original.c.url)
    if outlets is not None:
        query = query.where(original.c.outlet.in_(outlets))
    return [Original(**row._mapping) for row in conn.execute(query)]


def _merged(rendering_id: str, told: Sequence[Rendering]) -> Rendering:
    """What records of one rendering, oldest first, say together: the fullest text, else the first known.

    A text file may have lost the link that the page still has, so a citation with a URL wins.
    """
    fullest = max(told, key=lambda one: len(one.blocks))
    citations = [one.citation for one in told if one.citation]
    first = {
        name: next((value for one in told if (value := getattr(one, name)) is not None), None)
        for name in FIRST_KNOWN
    }
    return Rendering(
        id=rendering_id,
        blocks=fullest.blocks,
        citation=next((citation for citation in citations if citation.url), next(iter(citations), None)),
        images=tuple(dict.fromkeys(image for one in told for image in one.images)),
        **first,  # type: ignore[arg-type]  # source and lang are never None
    )


def _as_found(value: Rendering) -> dict[str, Any]:
    return {
        **{name: getattr(value, name) for name in FIRST_KNOWN},
        "blocks": [asdict(block) for block in value.blocks],
        "images": list(value.images),
        "citation_line": value.citation.line if value.citation else None,
        "citation_url": value.citation.url if value.citation else None,
    }


def _rendering(row: Row[Any], rendering_id: str) -> Rendering:
    has_citation = row.citation_line is not None
    return Rendering(
        id=rendering_id,
        blocks=tuple(Block(**block) for block in row.blocks),
        citation=Citation(line=row.citation_line, url=row.citation_url) if has_citation else None,
        images=tuple(row.images),
        **{name: getattr(row, name) for name in FIRST_KNOWN},
    )
