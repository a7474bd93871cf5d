"""`kalla export`: what is written, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.cli.conftest import Desk, Kalla


@pytest.mark.parametrize(("lang", "lines"), [("sv", 3), ("SV", 3), ("de", 0)])
def test_moses_files_are_named_by_their_languages(
    lang: str, lines: int, desk: Desk, run: Kalla, tmp_path: Path
) -> None:
    chosen = ("--verdict", "confirmed", "--verdict", "doubtful", "--lang", lang)
    done = run("export", "moses", str(tmp_path / "out"), "--collection", str(desk.collection.root), *chosen)
    assert done.exit_code == 0, done.stderr
    files = [tmp_path / f"out.{one}" for one in ("vi", lang.lower())]
    assert [len(path.read_text(encoding="utf-8").splitlines()) for path in files] == [lines, lines]


@pytest.mark.parametrize("lang", ["../sv", "", "vi"])
def test_moses_takes_no_language_that_is_none_or_the_originals(
    lang: str, desk: Desk, run: Kalla, tmp_path: Path
) -> None:
    root = str(desk.collection.root)
    done = run("export", "moses", str(tmp_path / "out"), "--lang", lang, "--collection", root)
    assert done.exit_code == 2
    assert "language" in done.stderr
    assert list(tmp_path.iterdir()) == []
