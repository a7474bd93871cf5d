"""What `kalla demo` leaves behind is a healthy collection, and stays one when its catalog is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.conftest import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.sampleweb.proxy import SampleWeb


@pytest.fixture(scope="module")
def own_catalog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the person at the desk has a catalog already, as far as the environment says."""
    return tmp_path_factory.mktemp("own") / "catalog.sqlite"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb, own_catalog: Path) -> Desk:
    desk = Desk(folder=tmp_path_factory.mktemp("demo"), web=web)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("KALLA_CATALOG", f"sqlite:///{own_catalog}")
        done = desk.kalla("demo", "--collection", str(desk.collection))
    assert done.returncode == 0, done.stderr
    assert "side by side" in done.stdout
    return desk


def test_the_demos_stories_go_into_no_other_catalog(desk: Desk, own_catalog: Path) -> None:
    assert desk.kalla_json("pairs")
    assert not own_catalog.exists()


def test_the_demos_collection_is_verified_before_and_after_a_rebuild(desk: Desk) -> None:
    for _ in range(2):
        verified = desk.kalla("verify")
        assert (verified.returncode, "FAULT" in verified.stdout) == (0, False), verified.stdout
        assert desk.kalla("rebuild").returncode == 0
