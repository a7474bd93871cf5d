"""The hosts that renderings cite: how often, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select

from archive.catalog.captures import redirect_chain
from archive.catalog.pairs import article_of
from archive.catalog.tables import original, pair, rendering

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
    for url, outlet, citations, confirmed in _cited(conn):
        key = (urlsplit(url).hostname or "", outlet)
        extraction = _extraction(conn, url)
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


def _extraction(conn: Connection, url: str) -> str | None:
    """What came of the text of the last answer: the extraction, or the status where it was none of a page."""
    chain = redirect_chain(conn, url)
    if not chain or chain[-1].location:
        return None
    last = chain[-1]
    article = article_of(conn, last.refers_to or last.record_id)
    return article.extraction if article else f"answered {last.status}"
