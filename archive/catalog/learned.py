"""What was learned from the collection's confirmed pairs, as documents; the last one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from archive.catalog.engine import upsert
from archive.catalog.tables import learned

if TYPE_CHECKING:
    from datetime import datetime


def put_learned(conn: Connection, record_id: str, at: datetime, body: str) -> None:
    upsert(conn, learned, [{"record_id": record_id, "at": at, "body": body}])


def last_learned_id(conn: Connection) -> str | None:
    return conn.scalar(
        select(learned.c.record_id).order_by(learned.c.at.desc(), learned.c.record_id.desc()).limit(1)
    )


def learned_body(conn: Connection, record_id: str) -> str | None:
    return conn.scalar(select(learned.c.body).where(learned.c.record_id == record_id))
