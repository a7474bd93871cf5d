from __future__ import annotations

from typing import TYPE_CHECKING

from tests.archive.cli.conftest import URL

if TYPE_CHECKING:
    from tests.archive.cli.conftest import Desk, Kalla


def test_between_which_looks_a_text_changed_is_told_to_the_second(desk: Desk, run: Kalla) -> None:
    told = run("diff", URL, "--collection", str(desk.collection.root)).stdout.splitlines()
    assert told[1] == "after 2026-03-01 08:00:00, not later than 2026-03-02 08:00:00 UTC"
