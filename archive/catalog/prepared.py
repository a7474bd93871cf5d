"""Statements made ready once, for what is asked and entered with every exchange.

SQLAlchemy compiles them and knows how each database writes a type; the driver's own cursor executes them. For
one row, SQLAlchemy's way to that cursor takes several times as long as SQLite's work.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Connection, Dialect, Insert, Select
    from sqlalchemy.types import TypeEngine

    Processor = Callable[[Any], Any]


class Prepared:
    """A statement for one database. What fails raises the driver's error (`Dialect.loaded_dbapi.Error`)."""

    def __init__(self, statement: Insert | Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._stated = compiled.params
        self._positional = compiled.positional
        self._binds = [
            (name, _written(compiled.binds[name].type, dialect))
            for name in compiled.positiontup or compiled.params
        ]
        self._results = [_read(column.type, dialect) for column in statement.exported_columns]

    def execute(self, conn: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
        """Execute it for every row, in the transaction that `conn` is in."""
        cursor = conn.connection.cursor()
        cursor.executemany(self._sql, [self._parameters(row) for row in rows])
        cursor.close()

    def first(self, conn: Connection, **values: Any) -> tuple[Any, ...] | None:
        """The first row of the answer."""
        cursor = conn.connection.cursor()
        cursor.execute(self._sql, self._parameters({**self._stated, **values}))
        row = cursor.fetchone()
        cursor.close()
        return row and tuple(read(value) for read, value in zip(self._results, row, strict=True))

    def _parameters(self, row: Mapping[str, Any]) -> Any:
        if self._positional:
            return [write(row[name]) for name, write in self._binds]
        return {name: write(row[name]) for name, write in self._binds}


@lru_cache(maxsize=128)
def prepared(statement: Insert | Select[*tuple[Any, ...]], dialect: Dialect) -> Prepared:
    return Prepared(statement, dialect)


def _written(kind: TypeEngine[Any], dialect: Dialect) -> Processor:
    """What turns a value into one that the driver takes."""
    return kind.dialect_impl(dialect).bind_processor(dialect) or _as_it_is


def _read(kind: TypeEngine[Any], dialect: Dialect) -> Processor:
    return kind.dialect_impl(dialect).result_processor(dialect, None) or _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
