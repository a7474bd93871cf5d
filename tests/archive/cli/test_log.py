"""A history says whether a web archive was asked for what is gone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from archive.catalog.captures import put_captures
from archive.catalog.checks import LoggedCheck, checks_of, put_checks
from archive.catalog.engine import writing
from archive.collection import Collection
from archive.model import Check
from tests.archive.capture import CAPTURE
from tests.archive.cli.conftest import URL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.cli.conftest import Desk, Kalla

INDEXES = (
    f"https://web.archive.example/cdx/search/cdx?url={quote(URL, safe='')}&output=json",
    f"https://web.archive.example/all/timemap/link/{URL}",
)


@pytest.mark.parametrize("index", INDEXES)
def test_archive_that_had_nothing_is_named(index: str, desk: Desk, run: Kalla, tmp_path: Path) -> None:
    shutil.copytree(desk.collection.root, tmp_path, dirs_exist_ok=True)
    root = ("--collection", str(tmp_path))
    assert "was asked" not in run("log", URL, *root).stdout
    answer = replace(CAPTURE, url=index, captured_at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    gone = Check(at=answer.captured_at, state="suspect", evidence={"status": 404})
    with writing(Collection(root=tmp_path).catalog()) as conn:
        put_captures(conn, [answer])
        put_checks(conn, URL, [*checks_of(conn, URL), LoggedCheck(url=URL, number=2, check=gone)])
    told = run("log", URL, *root).stdout
    assert told.endswith("web.archive.example was asked for it at 2026-03-03 09:00, and had no text of it\n")
