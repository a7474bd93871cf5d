"""`kalla ls` by what only the catalog knows: the state of the look, and the language of the text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.archive.cli.conftest import Desk, Kalla


@pytest.mark.parametrize(
    ("options", "days"),
    [
        (("--state", "first"), ["2026-03-01"]),
        (("--state", "edited"), ["2026-03-02"]),
        (("--state", "removed"), []),
        (("--lang", "vi"), ["2026-03-01", "2026-03-02"]),
        (("--lang", "sv"), []),
        (("--state", "edited", "--lang", "vi", "--status", "2xx"), ["2026-03-02"]),
    ],
)
def test_captures_are_listed_by_state_and_language(
    desk: Desk, run: Kalla, options: tuple[str, ...], days: list[str]
) -> None:
    listed = run("ls", *options, "--json", "--collection", str(desk.collection.root))
    assert listed.exit_code == 0
    assert [json.loads(line)["captured_at"][:10] for line in listed.stdout.splitlines()] == days


@pytest.mark.parametrize("option", [("--state", "edited"), ("--lang", "vi")])
def test_a_file_knows_neither(
    run: Kalla, tmp_path_factory: pytest.TempPathFactory, option: tuple[str, str]
) -> None:
    file = tmp_path_factory.mktemp("foreign") / "foreign.warc.gz"
    file.touch()
    asked = run("ls", *option, "--warc", str(file))
    assert (asked.exit_code, asked.stdout) == (2, "")
    assert "of a collection's captures only" in asked.stderr
