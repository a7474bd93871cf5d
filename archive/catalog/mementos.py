"""Mementos in the catalog: captures of a web archive's captures, by the address of the original."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import Connection, or_, select

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.engine import upsert
from archive.catalog.tables import article, capture, memento
from archive.model import HAS_TEXT, Capture
from archive.outlets.mementos import memento_at
from archive.vietnam import day_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from archive.model import Article


def put_memento(conn: Connection, record_id: str, *, url: str, at: datetime) -> None:
    """Enter a capture as a memento of the original at a URL."""
    upsert(conn, memento, [{"record_id": record_id, "url": url, "at": at}])


def index_answers(conn: Connection, url: str) -> list[Capture]:
    """What web archives answered when they were asked which captures they have of a URL, oldest first."""
    asked = or_(
        capture.c.url.contains(f"?url={quote(url, safe='')}&", autoescape=True),
        capture.c.url.endswith(f"/{url}", autoescape=True),
    )
    # The addresses first, from their index alone: whole rows would be read for every capture there is.
    urls = [
        found
        for found in conn.scalars(select(capture.c.url).where(asked).distinct())
        if not memento_at(found)
    ]
    query = select(capture).where(capture.c.url.in_(urls))
    rows = conn.execute(query.order_by(capture.c.captured_at, capture.c.record_id)) if urls else ()
    return [Capture(**row._mapping) for row in rows]


def memento_of(conn: Connection, urls: Iterable[str], day: date | None) -> tuple[Capture, Article] | None:
    """The memento with a text of any of these URLs: closest to a day, or the first where none is known."""
    query = (
        select(memento)
        .join(article, article.c.record_id == memento.c.record_id)
        .where(memento.c.url.in_(list(urls)), article.c.extraction.in_(HAS_TEXT))
        .order_by(memento.c.at, memento.c.record_id)
    )
    rows = conn.execute(query).all()
    found = min(rows, key=lambda row: abs((day_at(row.at) - day).days) if day else 0, default=None)
    captured = capture_with_id(conn, found.record_id) if found else None
    text = article_of(conn, found.record_id) if found else None
    return (captured, text) if captured and text else None
