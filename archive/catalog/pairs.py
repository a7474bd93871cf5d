"""Articles and pairs in the catalog: what was derived from the records."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, RowMapping, select

from archive.catalog.engine import upsert
from archive.catalog.tables import article, capture, pair, rendering
from archive.model import HAS_TEXT, Article, Bead, Block, Candidate, Capture, Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

CAPTURE_FIELDS = frozenset(column.name for column in capture.columns)
PAGE_TYPES = ("text/html", "application/xhtml+xml", "")


def put_article(conn: Connection, value: Article) -> None:
    upsert(conn, article, [{**asdict(value), "authors": list(value.authors)}])


def article_of(conn: Connection, record_id: str) -> Article | None:
    row = conn.execute(select(article).where(article.c.record_id == record_id)).first()
    return _article(row._mapping) if row else None


def latest_article_of(conn: Connection, urls: Iterable[str]) -> tuple[Capture, Article] | None:
    """The last capture of any of these URLs that has a text: a page that went bad never hides a good one."""
    query = (
        select(capture)
        .join(article, article.c.record_id == capture.c.record_id)
        .where(capture.c.url.in_(list(urls)), article.c.extraction.in_(HAS_TEXT))
        .order_by(capture.c.captured_at.desc(), capture.c.record_id.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    if row is None:
        return None
    found = Capture(**row._mapping)
    text = article_of(conn, found.record_id)
    return (found, text) if text else None


def articles_with_text(conn: Connection) -> Iterator[tuple[Capture, Article]]:
    """Every capture that has a text, in the order of URLs and times."""
    query = (
        select(capture, article)
        .join(article, article.c.record_id == capture.c.record_id)
        .where(article.c.extraction.in_(HAS_TEXT))
        .order_by(capture.c.url, capture.c.captured_at, capture.c.record_id)
    )
    for row in conn.execute(query.execution_options(yield_per=200)):
        fields = tuple(row)
        found = Capture(**dict(zip(capture.c.keys(), fields, strict=False)))
        yield found, _article(dict(zip(article.c.keys(), fields[len(capture.c) :], strict=True)))


def captures_to_extract(conn: Connection, extractor_at: Callable[[str], str | None]) -> Iterator[Capture]:
    """Captures of pages that have no text, or one of another extractor than the one for their URL now.

    `extractor_at` gives its name, None where no text is wanted.
    """
    query = (
        select(capture, article.c.extractor, article.c.extraction)
        .outerjoin(article, article.c.record_id == capture.c.record_id)
        .where(
            capture.c.status == HTTPStatus.OK, capture.c.type == "response", capture.c.mime.in_(PAGE_TYPES)
        )
        .order_by(capture.c.captured_at, capture.c.record_id)
    )
    for row in conn.execute(query).all():
        found = Capture(**{name: value for name, value in row._mapping.items() if name in CAPTURE_FIELDS})
        current = extractor_at(found.url)
        if current is not None and (row.extractor != current or row.extraction == "timeout"):
            yield found


def holds_page(capture: Capture) -> bool:
    """Whether text is to be had from a capture: from its own body, and not from a repeated one's."""
    return capture.status == HTTPStatus.OK and capture.type == "response" and capture.mime in PAGE_TYPES


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


def _article(fields: RowMapping | Mapping[str, Any]) -> Article:
    blocks = tuple(Block(**block) for block in fields["blocks"])
    return Article(**{**fields, "authors": tuple(fields["authors"]), "blocks": blocks})


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
