"""Who is at work on a collection, and what those who are not had leased."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from archive.catalog.engine import reading, writing
from archive.catalog.frontier import lease_holders, leased
from archive.collection import Collection
from archive.presence import FOLDER, gone, present
from archive.recorder import offline_recorder

if TYPE_CHECKING:
    from pathlib import Path

HERE = os.uname().nodename


def test_who_is_present_is_not_gone(tmp_path: Path) -> None:
    with present(tmp_path) as worker:
        assert gone(tmp_path, [worker]) == []
    assert gone(tmp_path, [worker]) == [worker]


def test_who_left_a_file_that_nobody_holds_is_gone_and_stays_so(tmp_path: Path) -> None:
    dead = tmp_path / FOLDER / f"{HERE}-1-dead"
    dead.parent.mkdir()
    dead.touch()
    assert gone(tmp_path, [dead.name]) == [dead.name]
    assert not dead.exists()
    assert gone(tmp_path, [dead.name]) == [dead.name]


@pytest.mark.parametrize("has_file", [True, False])
def test_of_another_machine_nothing_is_known(tmp_path: Path, *, has_file: bool) -> None:
    (tmp_path / FOLDER).mkdir()
    if has_file:
        (tmp_path / FOLDER / "elsewhere-1-x").touch()
    assert gone(tmp_path, ["elsewhere-1-x"]) == []
    assert (tmp_path / FOLDER / "elsewhere-1-x").exists() is has_file


def test_what_could_not_be_given_back_comes_back_at_the_next_start(tmp_path: Path) -> None:
    """A full disk refuses the release too, so the worker's file may be gone and its leases there."""
    collection = Collection(root=tmp_path)
    engine = collection.catalog()
    now = datetime.now(UTC)
    with present(tmp_path) as living:
        for worker in (f"{HERE}-1-left", living):
            with writing(engine) as conn:
                url = f"https://nhandan.vn/{worker}-post1.html"
                leased(conn, [url], worker=worker, now=now, lasting=timedelta(minutes=10))
        offline_recorder(collection).close()
        with reading(engine) as conn:
            assert lease_holders(conn) == [living]
    engine.dispose()
