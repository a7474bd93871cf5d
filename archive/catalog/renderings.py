"""Renderings in the catalog, and the originals they cite."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from archive.catalog.engine import upsert
from archive.catalog.tables import original, rendering, rendering_record
from archive.model import Block, Citation, Original, Rendering

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime


def put_rendering(conn: Connection, value: Rendering, cited: Original | str | None) -> None:
    """Put a rendering in, with what its citation came to: an original, a refusal's reason, or nothing."""
    target = cited if isinstance(cited, Original) else None
    if target:
        upsert(conn, original, [asdict(target)])
    row = {
        "id": value.id,
        "source": value.source,
        "lang": value.lang,
        "title": value.title,
        "publisher": value.publisher,
        "published_on": value.published_on,
        "blocks": [asdict(block) for block in value.blocks],
        "images": list(value.images),
        "citation_line": value.citation.line if value.citation else None,
        "citation_url": value.citation.url if value.citation else None,
        "original_url": target.url if target else None,
        "refusal": cited if isinstance(cited, str) else None,
    }
    upsert(conn, rendering, [row])


def put_rendering_record(  # noqa: PLR0913
    conn: Connection, *, record_id: str, rendering_id: str, source: str, at: datetime, warc: str, offset: int
) -> None:
    row = {"record_id": record_id, "rendering_id": rendering_id, "source": source, "at": at}
    upsert(conn, rendering_record, [{**row, "warc": warc, "offset": offset}])


def has_rendering(conn: Connection, rendering_id: str) -> bool:
    return conn.scalar(select(rendering.c.id).where(rendering.c.id == rendering_id)) is not None


def rendering_with_id(conn: Connection, rendering_id: str) -> Rendering | None:
    row = conn.execute(select(rendering).where(rendering.c.id == rendering_id)).first()
    return _rendering(row) if row else None


def all_renderings(conn: Connection) -> Iterator[tuple[Rendering, str | None, str | None]]:
    """Every rendering with its original's URL and, where the citation was refused, the reason."""
    query = select(rendering).order_by(rendering.c.source, rendering.c.id).execution_options(yield_per=500)
    for row in conn.execute(query):
        yield _rendering(row), row.original_url, row.refusal


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


def _rendering(row: Row[Any]) -> Rendering:
    has_citation = row.citation_line is not None
    return Rendering(
        id=row.id,
        source=row.source,
        lang=row.lang,
        title=row.title,
        publisher=row.publisher,
        published_on=row.published_on,
        blocks=tuple(Block(**block) for block in row.blocks),
        citation=Citation(line=row.citation_line, url=row.citation_url) if has_citation else None,
        images=tuple(row.images),
    )
