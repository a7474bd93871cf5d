"""The catalog's transactions, its times and its schema version."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from archive.catalog.captures import captures_of, put_captures
from archive.catalog.engine import open_catalog, reading, writing
from archive.errors import CatalogMismatch, RecordingFailed
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model import Capture

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def a_capture(url: str = "https://nhandan.vn/x-post1.html", at: datetime = NOON, number: int = 1) -> Capture:
    return replace(CAPTURE, record_id=f"urn:uuid:{number}", url=url, captured_at=at, offset=number)


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'catalog.sqlite'}"


def test_a_capture_comes_back_as_it_was_put_in(tmp_path: Path) -> None:
    engine = open_catalog(url_of(tmp_path))
    hanoi = NOON.astimezone(timezone(timedelta(hours=7)))
    with writing(engine) as conn:
        put_captures(conn, [a_capture(at=hanoi)])
    with reading(engine) as conn:
        (found,) = captures_of(conn, "https://nhandan.vn/x-post1.html")
    assert found == a_capture()
    assert found.captured_at.utcoffset() == timedelta(0)


def test_a_naive_time_is_refused(tmp_path: Path) -> None:
    engine = open_catalog(url_of(tmp_path))
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(ValueError, match="naive"), writing(engine) as conn:
        put_captures(conn, [a_capture(at=naive)])


def test_a_broken_off_transaction_leaves_nothing(tmp_path: Path) -> None:
    engine = open_catalog(url_of(tmp_path))

    def broken_off() -> None:
        with writing(engine) as conn:
            put_captures(conn, [a_capture()])
            raise InterruptedError

    with pytest.raises(InterruptedError):
        broken_off()
    with reading(engine) as conn:
        assert captures_of(conn, a_capture().url) == []


def test_another_schema_version_is_refused_with_advice(tmp_path: Path) -> None:
    open_catalog(url_of(tmp_path)).dispose()
    with sqlite3.connect(tmp_path / "catalog.sqlite") as connection:
        connection.execute("UPDATE about SET value = '0'")
    connection.close()
    with pytest.raises(CatalogMismatch, match="kalla rebuild"):
        open_catalog(url_of(tmp_path))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_a_recording_failure(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(RecordingFailed):
        open_catalog(url_of(tmp_path))


def test_a_folder_in_the_catalogs_place_is_a_recording_failure(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").mkdir()
    with pytest.raises(RecordingFailed, match="cannot be written"):
        open_catalog(url_of(tmp_path))
