"""The texts of captured pages in the catalog, and the pages that have none yet."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, func, select

from archive.catalog.engine import upsert
from archive.catalog.tables import article, capture
from archive.model import HAS_TEXT, Article, Block, Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

CAPTURE_FIELDS = frozenset(column.name for column in capture.columns)
# Of a capture that text is to be had from: from its own body, and not from a repeated one's.
OF_PAGES = {
    "status": (HTTPStatus.OK,),
    "type": ("response",),
    "mime": ("text/html", "application/xhtml+xml", ""),
}


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


def records_with_text(conn: Connection, url: str) -> list[str]:
    """The captures of a URL that have a text, or repeat a page that has one, oldest first."""
    text = article.c.record_id == func.coalesce(capture.c.refers_to, capture.c.record_id)
    query = select(capture.c.record_id).join(article, text).where(capture.c.url == url)
    return list(conn.scalars(query.order_by(capture.c.captured_at, capture.c.record_id)))


def captures_to_extract(conn: Connection, extractor_at: Callable[[str], str | None]) -> Iterator[Capture]:
    """Captures of pages that have no text, or one of another extractor than the one for their URL now.

    `extractor_at` gives its name, None where no text is wanted.
    """
    query = (
        select(capture, article.c.extractor, article.c.extraction)
        .outerjoin(article, article.c.record_id == capture.c.record_id)
        .where(*(capture.c[name].in_(values) for name, values in OF_PAGES.items()))
        .order_by(capture.c.captured_at, capture.c.record_id)
    )
    for row in conn.execute(query).all():
        found = Capture(**{name: value for name, value in row._mapping.items() if name in CAPTURE_FIELDS})
        current = extractor_at(found.url)
        if current is not None and (row.extractor != current or row.extraction == "timeout"):
            yield found


def holds_page(capture: Capture) -> bool:
    """Whether text is to be had from a capture."""
    return all(getattr(capture, name) in values for name, values in OF_PAGES.items())


def _article(fields: RowMapping | Mapping[str, Any]) -> Article:
    blocks = tuple(Block(**block) for block in fields["blocks"])
    return Article(**{**fields, "authors": tuple(fields["authors"]), "blocks": blocks})
