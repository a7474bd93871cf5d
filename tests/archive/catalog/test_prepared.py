"""Statements that go past SQLAlchemy's own execution do what it would have done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select, text

from archive.catalog.engine import catalog_engine, make_tables, open_catalog, upsert, writing
from archive.catalog.prepared import prepared
from archive.catalog.tables import rendering
from archive.errors import RecordingFailed

if TYPE_CHECKING:
    from pathlib import Path

ROW: dict[str, Any] = {
    "id": "0123456789abcdef",
    "source": "å.txt",
    "lang": "sv",
    "title": None,
    "publisher": "Báo",
    "published_on": date(2026, 3, 1),
    "blocks": [{"type": "lead", "text": "Đầu đề"}],
    "images": [],
    "citation_line": None,
    "citation_url": None,
    "original_url": None,
    "refusal": None,
}


def test_a_row_is_stored_as_sqlalchemy_stores_it(tmp_path: Path) -> None:
    stored = []
    for name in ("prepared", "executed"):
        engine = catalog_engine(f"sqlite:///{tmp_path / name}.sqlite")
        with writing(engine) as conn:
            make_tables(conn)
            if name == "prepared":
                upsert(conn, rendering, [ROW])
            else:
                conn.execute(insert(rendering), [ROW])
            stored.append(conn.execute(text("SELECT * FROM rendering")).one())
    assert stored[0] == stored[1]


def test_a_row_is_read_as_sqlalchemy_reads_it(tmp_path: Path) -> None:
    query = select(rendering).where(rendering.c.lang == "sv")
    with writing(open_catalog(f"sqlite:///{tmp_path / 'catalog.sqlite'}")) as conn:
        upsert(conn, rendering, [ROW])
        assert prepared(query, conn.dialect).first(conn) == tuple(ROW.values())
        assert conn.execute(query).one() == tuple(ROW.values())


def test_what_the_database_refuses_is_a_recording_failure(tmp_path: Path) -> None:
    engine = open_catalog(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    with pytest.raises(RecordingFailed, match=r"cannot be written: NOT NULL .*lang"), writing(engine) as conn:
        upsert(conn, rendering, [{**ROW, "lang": None}])
