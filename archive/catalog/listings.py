"""Rows of long tables, a page at a time: what the browser and its CSV show of captures and pairs.

Nothing here reads a column that lies behind a text: those would be read whole for every row of a sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import ColumnElement, Connection, func, literal, literal_column, or_, select

from archive.catalog.capture_search import with_conditions
from archive.catalog.keyset import Order, key_of
from archive.catalog.tables import article, capture, original, outcome, pair, rendering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from archive.catalog.capture_search import CaptureQuery
    from archive.catalog.keyset import Key, Slice
    from archive.model import Capture, OutcomeKind, Verdict

Row = TypeVar("Row")

AT_ONCE = 200

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
LATEST = Order(columns=(capture.c.captured_at, capture.c.record_id), descending=True)
LATEST_OUTCOME = Order(columns=(outcome.c.at, outcome.c.record_id), descending=True)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRow:
    captured_at: datetime
    status: int
    type: str
    mime: str
    url: str
    title: str | None
    length: int
    digest: str
    warc: str
    offset: int
    record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    at: datetime
    kind: OutcomeKind
    url: str
    detail: str
    record_id: str


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
    return _in_batches(part.forward(ids), lambda some: _pair_rows(conn, some))


def pair_key(row: PairRow, order: str) -> Key:
    """The key of a row in one of the ORDERS."""
    values = {
        "source": row.source,
        "title": row.title or "",
        "score": row.score,
        "published": row.published_on or date.min,
    }
    return key_of((values[order.removeprefix("-")], row.rendering_id))


def _in_batches(
    ids: Iterable[str], rows_with: Callable[[Sequence[str]], Iterable[tuple[str, Row]]]
) -> Iterator[Row]:
    """The rows with these ids, in their order."""
    left = iter(ids)
    while batch := list(islice(left, AT_ONCE)):
        rows = dict(rows_with(batch))
        yield from (rows[one] for one in batch)


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


def verdict_counts(conn: Connection) -> dict[str, int]:
    query = select(pair.c.verdict, func.count()).group_by(pair.c.verdict)
    return dict(conn.execute(query).all())


def capture_rows(conn: Connection, wanted: CaptureQuery, part: Slice) -> Iterator[CaptureRow]:
    """Captures, the latest first."""
    chosen = with_conditions(conn, select(capture.c.record_id), wanted)
    ids = conn.scalars(LATEST.part(chosen, part))
    return _in_batches(part.forward(ids), lambda some: _capture_rows(conn, some))


def capture_key(row: CaptureRow) -> Key:
    return key_of((row.captured_at, row.record_id))


def _capture_rows(conn: Connection, record_ids: Sequence[str]) -> Iterator[tuple[str, CaptureRow]]:
    columns = [capture.c[name] for name in CaptureRow.__dataclass_fields__ if name != "title"]
    query = select(*columns, article.c.title).outerjoin(article, article.c.record_id == capture.c.record_id)
    for row in conn.execute(query.where(capture.c.record_id.in_(record_ids))):
        yield row.record_id, CaptureRow(**row._mapping)


def outcome_rows(conn: Connection, part: Slice) -> Iterator[OutcomeRow]:
    """Fetches without an answer, the latest first."""
    query = select(*(outcome.c[name] for name in OutcomeRow.__dataclass_fields__))
    for row in part.forward(conn.execute(LATEST_OUTCOME.part(query, part))):
        yield OutcomeRow(**row._mapping)


def outcome_key(row: OutcomeRow) -> Key:
    return key_of((row.at, row.record_id))


def records_with_text(conn: Connection, url: str) -> list[str]:
    """The captures of a URL that have a text, or repeat a page that has one, oldest first."""
    text = article.c.record_id == func.coalesce(capture.c.refers_to, capture.c.record_id)
    query = select(capture.c.record_id).join(article, text).where(capture.c.url == url)
    return list(conn.scalars(query.order_by(capture.c.captured_at, capture.c.record_id)))


def end_of_capture_before(conn: Connection, found: Capture) -> int:
    """Where the capture before this one ends in its file; 0 for the first."""
    query = (
        select(capture.c.offset + capture.c.length)
        .where(capture.c.warc == found.warc, capture.c.offset < found.offset)
        .order_by(capture.c.offset.desc())
        .limit(1)
    )
    return conn.scalar(query) or 0


def captures_by_day(conn: Connection) -> list[tuple[str, int]]:
    """The days on which anything was captured, as YYYY-MM-DD in UTC, and how much."""
    day = func.date(capture.c.captured_at)
    query = select(day, func.count()).group_by(day).order_by(day)
    return [(str(found), count) for found, count in conn.execute(query)]


def collection_counts(conn: Connection) -> dict[str, int]:
    """How many captures, originals, renderings and unanswered fetches there are."""
    queries = {
        "captures": select(func.count()).select_from(capture),
        "originals": select(func.count()).select_from(original),
        "renderings": select(func.count()).select_from(rendering),
        "unanswered": select(func.count()).select_from(outcome),
    }
    return {name: conn.scalar(query) or 0 for name, query in queries.items()}


def outlet_counts(conn: Connection) -> dict[str, int]:
    """How many originals of each outlet are cited."""
    query = select(original.c.outlet, func.count()).group_by(original.c.outlet)
    return dict(conn.execute(query).all())
