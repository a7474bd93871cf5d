"""Renderings in the catalog, and the originals they cite.

One article may come in several shapes: as a page, as a text file, with and without its head. Each is a record
of the one rendering, whose row is what they say together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select

from archive.catalog.engine import upsert
from archive.catalog.tables import original, rendering, rendering_record
from archive.model import Block, Citation, Original, Rendering
from archive.outlets.editions import edition_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

FIRST_KNOWN = ("source", "lang", "title", "publisher", "published_on")
CitedBy = Callable[[Rendering], tuple[Original | None, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderingRecord:
    """What one record says of a rendering; `digest` is that of its bytes."""

    rendering: Rendering
    record_id: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedRendering:
    """A rendering as all its records tell it, and what its citation came to."""

    rendering: Rendering
    original: Original | None
    refusal: str | None


def put_rendering(
    conn: Connection, value: Rendering, *, record_id: str, at: datetime, digest: str, cited_by: CitedBy
) -> Rendering:
    """Enter a record of a rendering; gives the rendering as all its records tell it."""
    record = RenderingRecord(rendering=value, record_id=record_id, at=at, digest=digest)
    return put_renderings(conn, [record], cited_by)[0].rendering


def put_renderings(
    conn: Connection, records: Sequence[RenderingRecord], cited_by: CitedBy
) -> list[CitedRendering]:
    """Enter records of renderings, in as few statements as there are tables; gives each rendering once.

    `cited_by` says what a citation comes to: an original, and the reason of a refusal.
    """
    from archive.catalog.standings import put_standings  # noqa: PLC0415  # only who writes waits for the schedule

    rows = (
        {"record_id": one.record_id, "rendering_id": one.rendering.id, "at": one.at, "digest": one.digest}
        | _as_found(one.rendering)
        | {"page": _page(one.rendering.source)}
        for one in records
    )
    known = _ids_with_records(conn, {one.rendering.id for one in records})
    cited_before = _originals_of(conn, known)
    upsert(conn, rendering_record, rows)
    entered = [_cited(_merged(told), cited_by) for told in _told(conn, records, known)]
    upsert(conn, original, (_original_row(one.original) for one in entered if one.original))
    upsert(conn, rendering, map(_rendering_row, entered))
    cited = {one.original.url for one in entered if one.original}
    pages = {page for one in records if (page := _page(one.rendering.source))}
    put_standings(conn, cited | cited_before | pages)
    return entered


def digests_kept(conn: Connection, rendering_ids: set[str]) -> set[tuple[str, str]]:
    """Of these renderings, each id with the digest of bytes that it is kept in already."""
    query = select(rendering_record.c.rendering_id, rendering_record.c.digest)
    kept = conn.execute(query.where(rendering_record.c.rendering_id.in_(rendering_ids)))
    return {(row.rendering_id, row.digest) for row in kept}


def first_record_of(conn: Connection, rendering_id: str) -> str:
    """The oldest record of a rendering that is in the catalog."""
    query = select(rendering_record.c.record_id).where(rendering_record.c.rendering_id == rendering_id)
    ordered = query.order_by(rendering_record.c.at, rendering_record.c.record_id)
    return conn.execute(ordered).scalars().first() or ""


def records_of(conn: Connection, rendering_id: str) -> list[RenderingRecord]:
    """What each record of a rendering says, oldest first."""
    query = select(rendering_record).where(rendering_record.c.rendering_id == rendering_id)
    return [
        RenderingRecord(
            rendering=_rendering(row, rendering_id), record_id=row.record_id, at=row.at, digest=row.digest
        )
        for row in conn.execute(query.order_by(rendering_record.c.at, rendering_record.c.record_id))
    ]


def rendering_with_id(conn: Connection, rendering_id: str) -> Rendering | None:
    row = conn.execute(select(rendering).where(rendering.c.id == rendering_id)).first()
    return _rendering(row, row.id) if row else None


def all_renderings(conn: Connection) -> Iterator[tuple[Rendering, str | None, str | None]]:
    """Every rendering with its original's URL and, where the citation was refused, the reason."""
    query = select(rendering).order_by(rendering.c.source, rendering.c.id).execution_options(yield_per=500)
    for row in conn.execute(query):
        yield _rendering(row, row.id), row.original_url, row.refusal


def all_rendering_ids(conn: Connection) -> list[str]:
    """The ids in the order of the renderings' sources; their texts stay where they are."""
    return list(conn.scalars(select(rendering.c.id).order_by(rendering.c.source, rendering.c.id)))


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


def _ids_with_records(conn: Connection, rendering_ids: set[str]) -> set[str]:
    query = select(rendering_record.c.rendering_id).distinct()
    return set(conn.scalars(query.where(rendering_record.c.rendering_id.in_(rendering_ids))))


def _originals_of(conn: Connection, rendering_ids: set[str]) -> set[str]:
    if not rendering_ids:
        return set()
    of_these = rendering.c.id.in_(rendering_ids)
    query = select(rendering.c.original_url).where(of_these, rendering.c.original_url.is_not(None))
    return {*conn.scalars(query)}


def _page(source: str) -> str | None:
    edition = edition_at(source)
    return edition.url if edition else None


def _told(
    conn: Connection, records: Sequence[RenderingRecord], known: set[str]
) -> Iterator[Sequence[Rendering]]:
    """What the records of each of these renderings say, oldest first; those of `known` have earlier ones."""
    by_id: defaultdict[str, list[RenderingRecord]] = defaultdict(list)
    for one in records:
        by_id[one.rendering.id].append(one)
    earlier = _all_told(conn, known)
    for rendering_id, those in by_id.items():
        in_order = sorted(those, key=lambda one: (one.at, one.record_id))
        yield earlier.get(rendering_id) or [one.rendering for one in in_order]


def _all_told(conn: Connection, rendering_ids: set[str]) -> Mapping[str, Sequence[Rendering]]:
    if not rendering_ids:
        return {}
    query = select(rendering_record).where(rendering_record.c.rendering_id.in_(rendering_ids))
    told: defaultdict[str, list[Rendering]] = defaultdict(list)
    for row in conn.execute(query.order_by(rendering_record.c.at, rendering_record.c.record_id)):
        told[row.rendering_id].append(_rendering(row, row.rendering_id))
    return told


def _merged(told: Sequence[Rendering]) -> Rendering:
    """What records of one rendering, oldest first, say together: the fullest text, else the first known.

    A text file may have lost the link that the page still has, so a citation with a URL wins.
    """
    if len(told) == 1:
        return told[0]
    fullest = max(told, key=lambda one: len(one.blocks))
    citations = [one.citation for one in told if one.citation]
    first = {
        name: next((value for one in told if (value := getattr(one, name)) is not None), None)
        for name in FIRST_KNOWN
    }
    return Rendering(
        id=fullest.id,
        blocks=fullest.blocks,
        citation=next((citation for citation in citations if citation.url), next(iter(citations), None)),
        images=tuple(dict.fromkeys(image for one in told for image in one.images)),
        **first,  # type: ignore[arg-type]  # source and lang are never None
    )


def _cited(value: Rendering, cited_by: CitedBy) -> CitedRendering:
    target, refusal = cited_by(value)
    return CitedRendering(rendering=value, original=target, refusal=refusal)


def _rendering_row(one: CitedRendering) -> dict[str, Any]:
    url = one.original.url if one.original else None
    return {"id": one.rendering.id, **_as_found(one.rendering), "original_url": url, "refusal": one.refusal}


def _original_row(value: Original) -> dict[str, str]:
    return {"url": value.url, "outlet": value.outlet, "article_id": value.article_id}


def _as_found(value: Rendering) -> dict[str, Any]:
    return {
        **{name: getattr(value, name) for name in FIRST_KNOWN},
        "blocks": [{"type": block.type, "text": block.text} for block in value.blocks],
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
