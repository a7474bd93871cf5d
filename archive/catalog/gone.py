"""Originals that are gone from their sites, as far as the archive knows, and of which it has no text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.articles import article_of, latest_article_of
from archive.catalog.captures import addresses_along, latest_outcome, redirect_chain
from archive.catalog.mementos import memento_of
from archive.catalog.renderings import originals_cited
from archive.http1.statuses import GONE
from archive.model import NO_ARTICLE
from archive.outlets.address import address_parts
from archive.outlets.web_archive import archived_addresses

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import Original

# What a host that no longer exists comes to. Its robots.txt is asked for first, and fails first.
DEAD = frozenset({"dns", "refused", "timeout", "tls", "disconnect"})


def gone_originals(conn: Connection, outlets: frozenset[str] | None = None) -> list[Original]:
    """Cited originals without a text whose address says that they are gone, leads elsewhere, or is dead."""
    return [cited for cited in originals_cited(conn, outlets) if _is_gone(conn, cited)]


def _is_gone(conn: Connection, cited: Original) -> bool:
    chain = redirect_chain(conn, cited.url)
    reached = addresses_along(cited.url, chain)
    if latest_article_of(conn, reached) or memento_of(conn, archived_addresses(cited), None):
        return False
    last = chain[-1] if chain else None
    if last is None or last.location:
        return _is_dead(conn, reached[-1], moved=last is not None)
    if last.status in GONE:
        return True
    article = article_of(conn, last.body_record)
    return article is not None and article.extraction in NO_ARTICLE


def _is_dead(conn: Connection, url: str, *, moved: bool) -> bool:
    """Whether nobody answers there, or redirects led to a host that may not be asked."""
    outcome = latest_outcome(conn, url)
    parts = address_parts(url)
    robots = latest_outcome(conn, f"{parts.scheme}://{parts.netloc}/robots.txt")
    if outcome is None:
        return False
    if outcome.kind == "stay_away":
        return robots is not None and robots.kind in DEAD
    return outcome.kind in DEAD or (moved and outcome.kind == "unsafe")
