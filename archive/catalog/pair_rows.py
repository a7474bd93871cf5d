"""Rows of pairs, a page at a time: what the browser and its CSV show of renderings and their originals.

Nothing here reads a column that lies behind a text: those would be read whole for every row of a sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, func, literal, literal_column, or_, select

from archive.catalog.keyset import Order, in_batches, key_of
from archive.catalog.tables import capture, original, pair, rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.catalog.keyset import Key, Slice
    from archive.model import Verdict

# A null has no place in an order, so a rendering without a title or a day comes before all others.
TITLE: ColumnElement[str] = func.coalesce(rendering.c.title, literal_column("''"))
DAY: ColumnElement[date] = func.coalesce(rendering.c.published_on, literal(date.min))
ORDERS = {
    "source": Order(columns=(rendering.c.source, rendering.c.id)),
    "title": Order(columns=(TITLE, rendering.c.id)),
    "score": Order(columns=(pair.c.score, pair.c.rendering_id)),
    "-score": Order(columns=(pair.c.score, pair.c.rendering_id), descending=True),
    "published": Order(columns=(DAY, rendering.c.id)),
    "-published": Order(columns=(DAY, rendering.c.id), descending=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    rendering_id: str
    verdict: Verdict
    score: float
    title: str | None
    beginning: str | None
    lang: str
    published_on: date | None
    source: str
    original_url: str | None
    captured_at: datetime | None
    record_id: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFilter:
    verdict: str | None = None
    outlet: str | None = None
    words: str | None = None
    order: str = "source"


def pair_rows(conn: Connection, wanted: PairFilter, part: Slice) -> Iterator[PairRow]:
    chosen = select(pair.c.rendering_id).join(rendering, rendering.c.id == pair.c.rendering_id)
    if wanted.verdict:
        chosen = chosen.where(pair.c.verdict == wanted.verdict)
    if wanted.outlet:
        of_outlet = (original.c.url == rendering.c.original_url) & (original.c.outlet == wanted.outlet)
        chosen = chosen.where(select(original.c.url).where(of_outlet).exists())
    if wanted.words:
        titled = rendering.c.title.icontains(wanted.words, autoescape=True)
        chosen = chosen.where(or_(titled, rendering.c.source.icontains(wanted.words, autoescape=True)))
    ids = conn.scalars(ORDERS[wanted.order].part(chosen, part))
    return in_batches(part.forward(ids), lambda some: _pair_rows(conn, some))


def pair_key(row: PairRow, order: str) -> Key:
    """The key of a row in one of the ORDERS."""
    values = {
        "source": row.source,
        "title": row.title or "",
        "score": row.score,
        "published": row.published_on or date.min,
    }
    return key_of((values[order.removeprefix("-")], row.rendering_id))


def _pair_rows(conn: Connection, rendering_ids: Sequence[str]) -> Iterator[tuple[str, PairRow]]:
    original_url = func.coalesce(rendering.c.original_url, capture.c.url, rendering.c.citation_url)
    query = (
        select(
            pair.c.rendering_id,
            pair.c.verdict,
            pair.c.score,
            rendering.c.title,
            rendering.c.blocks[0]["text"].as_string().label("beginning"),
            rendering.c.lang,
            rendering.c.published_on,
            rendering.c.source,
            original_url.label("original_url"),
            capture.c.captured_at,
            pair.c.record_id,
            pair.c.evidence,
        )
        .join(rendering, rendering.c.id == pair.c.rendering_id)
        .outerjoin(capture, capture.c.record_id == pair.c.record_id)
        .where(pair.c.rendering_id.in_(rendering_ids))
    )
    for row in conn.execute(query):
        fields = dict(row._mapping)
        reasons = fields.pop("evidence").get("reasons", [])
        yield row.rendering_id, PairRow(why="; ".join(map(str, reasons)), **fields)
