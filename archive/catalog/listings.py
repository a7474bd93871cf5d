"""Rows of long tables, a page at a time: what the browser and its CSV show of captures and pairs.

Nothing here reads a column that lies behind a text: those would be read whole for every row of a sort.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from archive.catalog.tables import article, capture, original, outcome, pair, rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from archive.model import Capture, OutcomeKind, Verdict

ORDERS = {
    "source": (rendering.c.source, rendering.c.id),
    "title": (rendering.c.title, rendering.c.id),
    "score": (pair.c.score, pair.c.rendering_id),
    "-score": (pair.c.score.desc(), pair.c.rendering_id),
    "published": (rendering.c.published_on, rendering.c.id),
    "-published": (rendering.c.published_on.desc(), rendering.c.id),
}


MANY = 500
AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Which rows of a table: `limit` None means all that are left."""

    limit: int | None = None
    offset: int = 0

    def of(self, query: Select[Any]) -> Select[Any]:
        return query.limit(self.limit).offset(self.offset).execution_options(yield_per=500)


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    rendering_id: str
    verdict: Verdict
    score: float
    title: str | None
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
class CaptureFilter:
    """`words` stand anywhere in the URL; `status` may be a class, as in `4xx`."""

    words: str | None = None
    status: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    at: datetime
    kind: OutcomeKind
    url: str
    detail: str


def pair_rows(conn: Connection, wanted: PairFilter, part: Slice) -> Iterator[PairRow]:
    chosen = select(pair.c.rendering_id).join(rendering, rendering.c.id == pair.c.rendering_id)
    if wanted.verdict:
        chosen = chosen.where(pair.c.verdict == wanted.verdict)
    if wanted.outlet:
        urls = select(original.c.url).where(original.c.outlet == wanted.outlet)
        cited = select(rendering.c.id).where(rendering.c.original_url.in_(urls))
        chosen = chosen.where(pair.c.rendering_id.in_(cited))
    if wanted.words:
        titled = rendering.c.title.icontains(wanted.words, autoescape=True)
        chosen = chosen.where(or_(titled, rendering.c.source.icontains(wanted.words, autoescape=True)))
    ids = conn.scalars(part.of(chosen.order_by(*ORDERS[wanted.order])))
    while batch := list(islice(ids, AT_ONCE)):
        rows = {row.rendering_id: row for row in _pair_rows(conn, batch)}
        yield from (rows[rendering_id] for rendering_id in batch)


def _pair_rows(conn: Connection, rendering_ids: Sequence[str]) -> Iterator[PairRow]:
    original_url = func.coalesce(rendering.c.original_url, capture.c.url, rendering.c.citation_url)
    query = (
        select(
            pair.c.rendering_id,
            pair.c.verdict,
            pair.c.score,
            rendering.c.title,
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
        yield PairRow(why="; ".join(map(str, reasons)), **fields)


def verdict_counts(conn: Connection) -> dict[str, int]:
    query = select(pair.c.verdict, func.count()).group_by(pair.c.verdict)
    return dict(conn.execute(query).tuples().all())


def capture_rows(conn: Connection, wanted: CaptureFilter, part: Slice) -> Iterator[CaptureRow]:
    """Captures, the latest first."""
    latest = (capture.c.captured_at.desc(), capture.c.record_id.desc())
    columns = [capture.c[name] for name in CaptureRow.__dataclass_fields__ if name != "title"]
    query: Select[Any] = select(*columns, article.c.title).outerjoin(
        article, article.c.record_id == capture.c.record_id
    )
    chosen = _chosen(conn, select(capture.c.record_id), wanted).order_by(*latest)
    if part.limit is None:
        query = _chosen(conn, query, wanted)
    else:
        # The rows before a page are stepped over in an index, and only the page's own are read.
        query = query.where(capture.c.record_id.in_(part.of(chosen)))
        part = Slice()
    for row in conn.execute(part.of(query.order_by(*latest))):
        yield CaptureRow(**row._mapping)


def _chosen(conn: Connection, query: Select[Any], wanted: CaptureFilter) -> Select[Any]:
    if wanted.words:
        query = query.where(_with_words(conn, wanted.words))
    if wanted.status:
        first, last = _statuses(wanted.status)
        query = query.where(
            capture.c.status == first if first == last else capture.c.status.between(first, last)
        )
    if wanted.type:
        query = query.where(capture.c.type == wanted.type)
    return query


def _with_words(conn: Connection, words: str) -> ColumnElement[bool]:
    """That the URL contains the words. A few such URLs are named; of many, the latest are soon met."""
    has_words = capture.c.url.contains(words, autoescape=True)
    few = select(capture.c.url).where(has_words).distinct().limit(MANY)
    urls = list(conn.scalars(few))
    return has_words if len(urls) == MANY else capture.c.url.in_(urls)


def outcome_rows(conn: Connection, part: Slice) -> Iterator[OutcomeRow]:
    """Fetches without an answer, the latest first."""
    query = select(outcome.c.at, outcome.c.kind, outcome.c.url, outcome.c.detail)
    for row in conn.execute(part.of(query.order_by(outcome.c.at.desc(), outcome.c.record_id.desc()))):
        yield OutcomeRow(**row._mapping)


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
    return dict(conn.execute(query).tuples().all())


def _statuses(text: str) -> tuple[int, int]:
    """The range that `404` or `4xx` names; what is neither names nothing."""
    if text[:1].isascii() and text[:1].isdigit() and text[1:].lower() == "xx":
        return int(text[0]) * 100, int(text[0]) * 100 + 99
    status = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(HTTPStatus.OK)) else -1
    return status, status
