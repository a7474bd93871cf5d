"""The hosts that renderings cite: how often, and what became of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, func, select

from archive.catalog.articles import article_of
from archive.catalog.captures import redirect_chain
from archive.catalog.over_time import host_in
from archive.catalog.tables import article, capture, original, pair, rendering

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
    counts: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    extractions: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for url, outlet, citations, confirmed, *answer in conn.execute(_cited()):
        key = host_in(url), outlet
        counted = counts[key]
        counted[0] += citations
        counted[1] += 1
        counted[2] += confirmed
        if told := _answered(conn, url, *answer):
            extractions[key][told] += 1
    found = (
        CitedHost(
            host=host,
            outlet=outlet,
            citations=citations,
            originals=originals,
            unanswered=originals - extractions[host, outlet].total(),
            confirmed=confirmed,
            extractions=extractions[host, outlet],
        )
        for (host, outlet), (citations, originals, confirmed) in counts.items()
    )
    return sorted(found, key=lambda one: (-one.citations, one.host))


def _cited() -> Select[Any]:
    """Each original with its outlet, the number of renderings that cite it and of confirmed pairs.

    And its last answer, if any: the status, where it redirects to, and what came of its text.
    """
    confirmed = func.count().filter(pair.c.verdict == CONFIRMED)
    cited = (
        select(
            original.c.url, original.c.outlet, func.count().label("citations"), confirmed.label("confirmed")
        )
        .join(rendering, rendering.c.original_url == original.c.url)
        .outerjoin(pair, pair.c.rendering_id == rendering.c.id)
        .group_by(original.c.url, original.c.outlet)
        .subquery()
    )
    last = (
        select(capture.c.record_id)
        .where(capture.c.url == cited.c.url)
        .order_by(capture.c.captured_at.desc(), capture.c.record_id.desc())
        .limit(1)
        .correlate(cited)
        .scalar_subquery()
    )
    answer = capture.alias("answer")
    text = article.c.record_id == func.coalesce(answer.c.refers_to, answer.c.record_id)
    return (
        select(cited, answer.c.status, answer.c.location, article.c.extraction)
        .select_from(cited)
        .outerjoin(answer, answer.c.record_id == last)
        .outerjoin(article, text)
        .execution_options(yield_per=1000)
    )


def _answered(
    conn: Connection, url: str, status: int | None, location: str | None, extraction: str | None
) -> str | None:
    """What came of the text of a URL's last answer; None where there was none."""
    if status is None:
        return None
    return _at_the_end(conn, url) if location else _told(status, extraction)


def _at_the_end(conn: Connection, url: str) -> str | None:
    """What came of the text of the page that redirects lead to; None where they lead to none."""
    end = redirect_chain(conn, url)[-1]
    if end.location:
        return None
    found = article_of(conn, end.body_record)
    return _told(end.status, found.extraction if found else None)


def _told(status: int, extraction: str | None) -> str:
    """The extraction, or the status where the answer was none of a page."""
    return extraction or f"answered {status}"
