"""How people name a rendering: by its id, by the beginning of one, or by its original's URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, select

from archive.catalog.renderings import rendering_with_id
from archive.catalog.tables import rendering
from archive.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.model import Rendering

SHORTEST = 4


def renderings_named(conn: Connection, which: str) -> list[Rendering]:
    """Every rendering that it names, at least one. Raises WrongUsage."""
    if exact := rendering_with_id(conn, which):
        return [exact]
    if len(which) < SHORTEST:
        raise WrongUsage(f"{which!r} is too short to name a rendering: give {SHORTEST} characters of its id")
    if "://" in which:
        # As the link stands in the text only where it is no original's: to look for that, all rows are read.
        ids = _ids(conn, rendering.c.original_url == which) or _ids(conn, rendering.c.citation_url == which)
    else:
        ids = _ids(conn, rendering.c.id.startswith(which, autoescape=True))
    if not ids:
        raise WrongUsage(f"no rendering is called {which} or cites it; `kalla pairs` lists them all")
    return [found for one in ids if (found := rendering_with_id(conn, one))]


def _ids(conn: Connection, named: ColumnElement[bool]) -> Sequence[str]:
    query = select(rendering.c.id).where(named).order_by(rendering.c.source, rendering.c.id)
    return conn.scalars(query).all()


def rendering_named(conn: Connection, which: str) -> Rendering:
    """The one rendering that it names. Raises WrongUsage."""
    found = renderings_named(conn, which)
    if len(found) > 1:
        raise WrongUsage(f"{which} names {len(found)} renderings: {', '.join(one.id for one in found)}")
    return found[0]


def ids_beginning_with(conn: Connection, beginning: str, limit: int) -> Iterator[tuple[str, str | None]]:
    """Ids of renderings with their titles."""
    query = select(rendering.c.id, rendering.c.title).where(
        rendering.c.id.startswith(beginning, autoescape=True)
    )
    yield from conn.execute(query.order_by(rendering.c.id).limit(limit))
