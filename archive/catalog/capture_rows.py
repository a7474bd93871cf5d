"""Rows of captures and of fetches without an answer, a page at a time: the browser shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from archive.catalog.capture_search import with_conditions
from archive.catalog.keyset import Order, in_batches, key_of
from archive.catalog.tables import article, capture, outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from archive.catalog.capture_search import CaptureQuery
    from archive.catalog.keyset import Key, Slice
    from archive.model import OutcomeKind

LATEST = Order(columns=(capture.c.captured_at, capture.c.record_id), descending=True)
LATEST_OUTCOME = Order(columns=(outcome.c.at, outcome.c.record_id), descending=True)


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


def capture_rows(conn: Connection, wanted: CaptureQuery, part: Slice) -> Iterator[CaptureRow]:
    """Captures, the latest first."""
    chosen = with_conditions(conn, select(capture.c.record_id), wanted)
    ids = conn.scalars(LATEST.part(chosen, part))
    return in_batches(part.forward(ids), lambda some: _capture_rows(conn, some))


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
