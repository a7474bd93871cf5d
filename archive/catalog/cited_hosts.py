"""The hosts that renderings cite: how often, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select

from archive.catalog.captures import redirect_chain
from archive.catalog.pairs import article_of
from archive.catalog.tables import article, capture, original, pair, rendering

if TYPE_CHECKING:
    from collections.abc import Iterator

CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedHost:
    """`outlet` is the name of its file, or the host itself. `citations` counts renderings.

    `extractions` counts originals by what came of the text of their last answer; `unanswered` are those
    without one. `confirmed` counts pairs.
    """

    host: str
    outlet: str
    citations: int = 0
    originals: int = 0
    unanswered: int = 0
    confirmed: int = 0
    extractions: Counter[str] = field(default_factory=Counter)


def cited_hosts(conn: Connection) -> list[CitedHost]:
    """Every host that is cited under an address that may be fetched, the most cited first."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    extractions: dict[tuple[str, str], Counter[str]] = {}
    answered = _answered(conn)
    for url, outlet, citations, confirmed in _cited(conn):
        key = (urlsplit(url).hostname or "", outlet)
        extraction = answered.get(url)
        counted = counts.setdefault(key, Counter())
        counted.update(citations=citations, originals=1, confirmed=confirmed, unanswered=not extraction)
        if extraction:
            extractions.setdefault(key, Counter())[extraction] += 1
    found = [
        CitedHost(host=host, outlet=outlet, **counted, extractions=extractions.get((host, outlet), Counter()))
        for (host, outlet), counted in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.citations, one.host))


def _cited(conn: Connection) -> Iterator[tuple[str, str, int, int]]:
    """Each original with its outlet, the number of renderings that cite it and of confirmed pairs."""
    confirmed = func.count().filter(pair.c.verdict == CONFIRMED)
    query = (
        select(original.c.url, original.c.outlet, func.count(), confirmed)
        .join(rendering, rendering.c.original_url == original.c.url)
        .outerjoin(pair, pair.c.rendering_id == rendering.c.id)
        .group_by(original.c.url, original.c.outlet)
    )
    yield from conn.execute(query)


def _answered(conn: Connection) -> dict[str, str]:
    """For each original that was answered, what came of the text of the last answer."""
    at = func.max(capture.c.captured_at).label("at")
    last = select(capture.c.url, at).group_by(capture.c.url).subquery()
    text = article.c.record_id == func.coalesce(capture.c.refers_to, capture.c.record_id)
    query = (
        select(original.c.url, capture.c.status, capture.c.location, article.c.extraction)
        .join(last, last.c.url == original.c.url)
        .join(capture, (capture.c.url == last.c.url) & (capture.c.captured_at == last.c.at))
        .outerjoin(article, text)
        .order_by(capture.c.record_id)
    )
    found: dict[str, str] = {}
    for url, status, location, extraction in conn.execute(query):
        told = _at_the_end(conn, url) if location else _told(status, extraction)
        if told:
            found[url] = told
    return found


def _at_the_end(conn: Connection, url: str) -> str | None:
    """What came of the text of the page that redirects lead to; None where they lead to none."""
    end = redirect_chain(conn, url)[-1]
    if end.location:
        return None
    found = article_of(conn, end.refers_to or end.record_id)
    return _told(end.status, found.extraction if found else None)


def _told(status: int, extraction: str | None) -> str:
    """The extraction, or the status where the answer was none of a page."""
    return extraction or f"answered {status}"
