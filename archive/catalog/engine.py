"""Opening a catalog: connections, transactions, schema version; all differences of dialect live here."""

from __future__ import annotations

import json
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, MetaData, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from archive.catalog.prepared import prepared
from archive.catalog.sqlite_file import shown, sqlite_file, url_to_read
from archive.catalog.tables import SCHEMA_VERSION, about, metadata
from archive.errors import CatalogMismatch, RecordingFailed, WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sqlalchemy import Table
    from sqlalchemy.dialects import postgresql, sqlite

_WRITES = "kalla_writes"
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = NORMAL",
    "foreign_keys = ON",
    "busy_timeout = 30000",
    "wal_autocheckpoint = 4000",  # pages: a checkpoint waits for the disk, and one exchange writes nine pages
)


def open_catalog(url: str) -> Engine:
    """An engine on the catalog at a SQLAlchemy URL, whose tables are made if there are none.

    Raises CatalogMismatch when the tables are another version's.
    """
    engine = catalog_engine(url)
    version = _schema_of(engine)
    if version is None:
        with writing(engine) as conn:
            if not inspect(conn).has_table(about.name):
                make_tables(conn)
        version = _schema_of(engine)
    if version != SCHEMA_VERSION:
        raise CatalogMismatch(
            f"the catalog {shown(engine.url)} has schema {version}, this program writes {SCHEMA_VERSION}: "
            "run `kalla rebuild` to make it again from the WARC files"
        )
    return engine


def _schema_of(engine: Engine) -> str | None:
    """Its schema version, without waiting for one who writes; None where there are no tables."""
    with _recording(engine), reading(engine) as conn:
        if not inspect(conn).has_table(about.name):
            return None
        return conn.scalar(select(about.c.value).where(about.c.key == "schema"))


def is_there(url: str) -> bool:
    """Whether to open the catalog at a URL finds one: a file that is missing would be made."""
    file = sqlite_file(catalog_engine(url).url)
    return file is None or file.is_file()


def catalog_engine(url: str) -> Engine:
    """An engine for a SQLAlchemy URL; nothing is opened yet. Raises WrongUsage.

    A file that cannot be written, as on a read-only medium, is opened to be read.
    """
    try:
        to_read = url_to_read(make_url(url))
        engine = create_engine(
            to_read or url,
            json_serializer=lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True),
        )
    except ArgumentError as error:
        raise WrongUsage(f"{url!r} is no SQLAlchemy URL like sqlite:///catalog.sqlite: {error}") from error
    except ModuleNotFoundError as missing:
        raise WrongUsage(f"{url} needs {missing.name}: pip install 'kalla[postgresql]'") from missing
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_to_read if to_read else _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_tables(conn: Connection) -> None:
    metadata.create_all(conn)
    conn.execute(insert(about).values(key="schema", value=SCHEMA_VERSION))


def emptied(conn: Connection) -> None:
    """Drop every table, of whatever version, and make this version's, empty."""
    there = MetaData()
    there.reflect(conn)
    there.drop_all(conn)
    make_tables(conn)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: whole or not at all.

    Raises RecordingFailed where the database cannot take it (disk full, read-only, locked too long).
    """
    with _recording(engine), writing_connection(engine) as conn, conn.begin():
        yield conn


def writing_connection(engine: Engine) -> Connection:
    """A connection to be kept by one who writes again and again: making one costs as much as a row."""
    return engine.connect().execution_options(**{_WRITES: True})


@contextmanager
def transaction(conn: Connection) -> Iterator[None]:
    """A transaction on a kept connection, whole or not at all. Raises RecordingFailed, as `writing` does."""
    with _recording(conn.engine), conn.begin():
        yield


@contextmanager
def _recording(engine: Engine) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, engine.dialect.loaded_dbapi.Error) as error:
        reason = error.orig if isinstance(error, DBAPIError) else error
        raise RecordingFailed(f"the catalog {shown(engine.url)} cannot be written: {reason}") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as conn:
        yield conn


def upsert(conn: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put rows in by primary key; a row that is there already takes the new values."""
    values = list(rows)
    if values:
        prepared(_upsert_into(table, conn.dialect.name), conn.dialect).execute(conn, values)


@cache  # so that it is the same one that was prepared
def _upsert_into(table: Table, dialect_name: str) -> sqlite.Insert | postgresql.Insert:
    # By its name, because importing PostgreSQL's takes a quarter of the time of all SQLAlchemy.
    dialect = import_module(f"sqlalchemy.dialects.{dialect_name}")
    statement: sqlite.Insert | postgresql.Insert = dialect.insert(table)
    keys = [column.name for column in table.primary_key]
    rest = [column.name for column in table.columns if column.name not in keys]
    changed = {name: statement.excluded[name] for name in rest}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # pysqlite's own transaction handling skips BEGIN before SELECT and DDL; `begin` below says it instead.
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _set_up_to_read(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 30000")


def _begin_sqlite(conn: Connection) -> None:
    # A deferred transaction that reads first cannot wait for its turn to write (SQLITE_BUSY_SNAPSHOT).
    writes = conn.get_execution_options().get(_WRITES)
    conn.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")
