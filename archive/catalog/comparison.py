"""Two catalogs of one collection held against each other: what records say, row by row, in constant memory.

Only rows that a record's own words fill are compared. What is derived of them may lag behind: texts, pairs
and checks are made when asked for, as are renderings on captured pages, and `original` keeps what an earlier
citation named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError

from archive.catalog.tables import (
    capture,
    decision,
    learned,
    listed,
    memento,
    outcome,
    rendering,
    rendering_record,
    search,
)
from archive.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Table

OF_RECORDS = (capture, outcome, memento, rendering_record, rendering, decision, search, listed, learned)
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """A row of `table` that one catalog lacks or says otherwise; `key` is a record's id, or a rendering's.

    `fields` are names with the value that is kept and the one that the records give, where both have the row.
    `place` is the WARC file and the offset that the row itself names.
    """

    table: str
    key: str
    kind: Literal["lacking", "without record", "different"]
    fields: tuple[tuple[str, Any, Any], ...] = ()
    place: tuple[str, int] | None = None


def differences(kept: Connection, derived: Connection) -> Iterator[RowDifference]:
    """What the `kept` catalog says otherwise than the one that was `derived` from the records just now.

    Raises UnreadableInput where a catalog is damaged.
    """
    try:
        for table in OF_RECORDS:
            yield from _of_table(table, kept, derived)
    except (DBAPIError, TypeError, ValueError) as error:
        # A value that is damaged may be no time or no JSON any more.
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise UnreadableInput("the catalog", f"cannot be read: {reason}") from error


def _of_table(table: Table, kept: Connection, derived: Connection) -> Iterator[RowDifference]:
    for rows in _batches(derived, table):
        there, of_pages = _with_keys(kept, table, rows), _of_pages(kept, table, rows)
        for key, row in rows.items():
            if key not in of_pages:
                yield from _compared(table, key, there.get(key), row)
    for rows in _batches(kept, table):
        known = _with_keys(derived, table, rows).keys() | _of_pages(kept, table, rows)
        for key, row in rows.items():
            if key not in known:
                yield RowDifference(table=table.name, key=key, kind="without record", place=_place(row))


def _compared(table: Table, key: str, kept: Row[Any] | None, derived: Row[Any]) -> Iterator[RowDifference]:
    if kept is None:
        yield RowDifference(table=table.name, key=key, kind="lacking", place=_place(derived))
    elif fields := tuple(_differing(kept, derived)):
        yield RowDifference(table=table.name, key=key, kind="different", fields=fields, place=_place(derived))


def _differing(kept: Row[Any], derived: Row[Any]) -> Iterator[tuple[str, Any, Any]]:
    for name, value in derived._mapping.items():
        if kept._mapping[name] != value:
            yield str(name), kept._mapping[name], value


def _batches(conn: Connection, table: Table) -> Iterator[dict[str, Row[Any]]]:
    (key,) = table.primary_key
    rows = conn.execute(select(table).order_by(key).execution_options(yield_per=_BATCH))
    for batch in rows.partitions():
        yield _by_key(table, batch)


def _with_keys(conn: Connection, table: Table, keys: Mapping[str, Row[Any]]) -> dict[str, Row[Any]]:
    (key,) = table.primary_key
    return _by_key(table, conn.execute(select(table).where(key.in_(list(keys)))).all())


def _by_key(table: Table, rows: Sequence[Row[Any]]) -> dict[str, Row[Any]]:
    (key,) = table.primary_key
    return {row._mapping[key]: row for row in rows}


def _of_pages(conn: Connection, table: Table, keys: Mapping[str, Row[Any]]) -> set[str]:
    """The keys of those rows that a rendering on a captured page fills, alone or with imported ones."""
    if table is rendering_record:
        key = rendering_record.c.record_id
    elif table is rendering:
        key = rendering_record.c.rendering_id
    else:
        return set()
    captured = capture.c.record_id == rendering_record.c.record_id
    return set(conn.scalars(select(key).join(capture, captured).where(key.in_(list(keys)))))


def _place(row: Row[Any]) -> tuple[str, int] | None:
    fields = row._mapping
    return (fields["warc"], fields["offset"]) if "warc" in fields else None
