"""Captures and outcomes in the catalog."""

from __future__ import annotations

from dataclasses import asdict, fields
from http import HTTPStatus
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, bindparam, select

from archive.catalog.engine import upsert
from archive.catalog.prepared import prepared
from archive.catalog.tables import capture, outcome
from archive.model import EMPTY_DIGEST, Capture, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from typing import Any

MAX_HOPS = 10

_CAPTURE_FIELDS = tuple(field.name for field in fields(Capture))  # `asdict` would copy each value deeply

_WHOLE_PAGES = (
    select(capture)
    .where(
        capture.c.url == bindparam("page"),
        capture.c.status == HTTPStatus.OK,
        capture.c.type == "response",
        capture.c.truncated.is_(None),
        capture.c.digest != EMPTY_DIGEST,  # as of the 200 to a HEAD
    )
    .order_by(capture.c.captured_at.desc(), capture.c.record_id.desc())
)
_LATEST_WHOLE_PAGE = _WHOLE_PAGES.limit(1)


def put_captures(conn: Connection, captures: Iterable[Capture]) -> None:
    upsert(conn, capture, ({name: getattr(value, name) for name in _CAPTURE_FIELDS} for value in captures))


def put_outcomes(conn: Connection, outcomes: Iterable[tuple[str, Outcome]]) -> None:
    """Outcomes, each with the id of its record."""
    upsert(conn, outcome, ({"record_id": record_id, **asdict(value)} for record_id, value in outcomes))


def capture_with_id(conn: Connection, record_id: str) -> Capture | None:
    row = conn.execute(select(capture).where(capture.c.record_id == record_id)).first()
    return _capture(row) if row else None


def captures_of(conn: Connection, url: str) -> list[Capture]:
    """All captures of exactly this URL, oldest first."""
    query = select(capture).where(capture.c.url == url).order_by(capture.c.captured_at, capture.c.record_id)
    return [_capture(row) for row in conn.execute(query)]


def latest_capture(conn: Connection, url: str) -> Capture | None:
    query = (
        select(capture)
        .where(capture.c.url == url)
        .order_by(capture.c.captured_at.desc(), capture.c.record_id.desc())
        .limit(1)
    )
    row = conn.execute(query).first()
    return _capture(row) if row else None


def latest_whole_page(conn: Connection, url: str) -> Capture | None:
    """The last capture of the URL that holds a whole 200 of its own: what a revisit may refer to."""
    row = prepared(_LATEST_WHOLE_PAGE, conn.dialect).first(conn, page=url)
    return Capture(**dict(zip(capture.c.keys(), row, strict=True))) if row else None


def whole_pages(conn: Connection, url: str) -> Iterator[Capture]:
    """Every capture of the URL that holds a whole 200 of its own, the last first."""
    yield from (_capture(row) for row in conn.execute(_WHOLE_PAGES, {"page": url}))


def capture_nearest(conn: Connection, url: str, at: datetime) -> Capture | None:
    """The URL's capture closest to a time, the later of two equally close (RFC 7089, section 4.5)."""
    of_url, seen = select(capture).where(capture.c.url == url).limit(1), capture.c.captured_at
    later = of_url.where(seen >= at).order_by(seen, capture.c.record_id.desc())
    earlier = of_url.where(seen < at).order_by(seen.desc(), capture.c.record_id.desc())
    rows = (conn.execute(query).first() for query in (later, earlier))
    found = (_capture(row) for row in rows if row)
    return min(found, key=lambda one: abs(one.captured_at - at), default=None)


def end_of_capture_before(conn: Connection, found: Capture) -> int:
    """Where the capture before this one ends in its file; 0 for the first."""
    query = (
        select(capture.c.offset + capture.c.length)
        .where(capture.c.warc == found.warc, capture.c.offset < found.offset)
        .order_by(capture.c.offset.desc())
        .limit(1)
    )
    return conn.scalar(query) or 0


def latest_outcome(conn: Connection, url: str) -> Outcome | None:
    query = select(outcome).where(outcome.c.url == url).order_by(outcome.c.at.desc()).limit(1)
    row = conn.execute(query).first()
    return Outcome(url=row.url, at=row.at, kind=row.kind, detail=row.detail) if row else None


def outcomes_of(conn: Connection, url: str) -> list[Outcome]:
    query = select(outcome).where(outcome.c.url == url).order_by(outcome.c.at, outcome.c.record_id)
    return [Outcome(url=row.url, at=row.at, kind=row.kind, detail=row.detail) for row in conn.execute(query)]


def redirect_chain(conn: Connection, url: str) -> list[Capture]:
    """The latest captures from a URL along its redirects, first hop first.

    It ends at a page, at a URL never captured, or after MAX_HOPS hops.
    """
    chain: list[Capture] = []
    seen: set[str] = set()
    while url not in seen and len(chain) < MAX_HOPS and (hop := latest_capture(conn, url)):
        seen.add(url)
        chain.append(hop)
        if hop.location is None:
            break
        url = hop.location
    return chain


def addresses_reached(conn: Connection, url: str) -> list[str]:
    """A URL and where its redirects lead, hop by hop."""
    return addresses_along(url, redirect_chain(conn, url))


def addresses_along(url: str, chain: Iterable[Capture]) -> list[str]:
    """The same, of redirects that were read already."""
    return [url, *(hop.location for hop in chain if hop.location)]


def all_captures(conn: Connection) -> Iterator[Capture]:
    query = select(capture).order_by(capture.c.url, capture.c.captured_at, capture.c.record_id)
    yield from (_capture(row) for row in conn.execute(query.execution_options(yield_per=1000)))


def _capture(row: Row[Any]) -> Capture:
    return Capture(**row._mapping)
