"""Names of originals as confirmed renderings write them, entered when a rendering is paired."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select

from archive.catalog.tables import written_name
from archive.model import WrittenName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COLUMNS = [written_name.c[field] for field in WrittenName.__dataclass_fields__]


def put_written_names(conn: Connection, rendering_id: str, names: Sequence[WrittenName]) -> None:
    """Put the names of a rendering in the place of those that were there."""
    conn.execute(delete(written_name).where(written_name.c.rendering_id == rendering_id))
    if names:
        rows = [{"rendering_id": rendering_id, **asdict(one)} for one in names]
        conn.execute(insert(written_name), rows)


def names_with_spellings(conn: Connection) -> Iterator[list[WrittenName]]:
    """Of each name that is written in several ways, by renderings, all that is written."""
    several = (
        select(written_name.c.name)
        .group_by(written_name.c.name)
        .having(func.min(written_name.c.letters) != func.max(written_name.c.letters))
    )
    query = (
        select(*_COLUMNS)
        .where(written_name.c.name.in_(several))
        .order_by(written_name.c.name, written_name.c.letters)
        .execution_options(yield_per=500)
    )
    for _, rows in groupby(conn.execute(query).mappings(), key=itemgetter("name")):
        yield [WrittenName(**row) for row in rows]
