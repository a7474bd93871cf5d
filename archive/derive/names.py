"""The names that a confirmed pair shares, kept beside the pair: to list them takes all texts there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.articles import article_of
from archive.catalog.written_names import put_written_names
from archive.pairing.names import written_names

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import Pair, Rendering, WrittenName


def put_names_of(conn: Connection, rendering: Rendering, pair: Pair) -> None:
    """Enter the names of a rendering that was just paired."""
    put_written_names(conn, rendering.id, _names(conn, rendering, pair))


def _names(conn: Connection, rendering: Rendering, pair: Pair) -> list[WrittenName]:
    """None where the pair is not confirmed: there one name is hardly the other in another spelling."""
    article = article_of(conn, pair.record_id) if pair.record_id and pair.verdict == "confirmed" else None
    if article is None:
        return []
    return written_names(*([block.text for block in one.blocks] for one in (rendering, article)))
