"""What `kalla demo` leaves behind is a healthy collection, and stays one when its catalog is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.end_to_end.conftest import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from crawler.sampleweb.proxy import SampleWeb


def test_the_demos_collection_is_verified_before_and_after_a_rebuild(tmp_path: Path, web: SampleWeb) -> None:
    desk = Desk(folder=tmp_path, web=web)
    done = desk.kalla("demo", "--collection", str(desk.collection))
    assert done.returncode == 0, done.stderr
    for _ in range(2):
        verified = desk.kalla("verify")
        assert (verified.returncode, "FAULT" in verified.stdout) == (0, False), verified.stdout
        assert desk.kalla("rebuild").returncode == 0
