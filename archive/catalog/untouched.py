"""Addresses of which the catalog knows nothing but that somebody cites them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from archive.catalog.tables import capture, check, memento, outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

_ASKED = (capture.c.url, outcome.c.url, check.c.url, memento.c.url)


def urls_asked(conn: Connection, urls: Iterable[str]) -> set[str]:
    """Those of the URLs that were ever asked for, at their own host or in a web archive."""
    wanted = list(urls)
    return {url for column in _ASKED for url in conn.scalars(select(column).where(column.in_(wanted)))}
