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


@pytest.mark.parametrize("name", ["tmx", "tsv", "jsonl"])
def test_what_goes_to_standard_output_is_what_a_file_holds(
    name: str, desk: Desk, run: Kalla, tmp_path: Path
) -> None:
    root = ("--collection", str(desk.collection.root), "--verdict", "doubtful", "--verdict", "confirmed")
    assert run("export", name, str(tmp_path / "out"), *root).exit_code == 0
    printed = run("export", name, "-", *root)
    assert printed.stdout == (tmp_path / "out").read_text(encoding="utf-8")
    assert printed.stderr == "3 segments written to -\n"


@pytest.mark.parametrize("name", ["moses", "ces", "parquet"])
def test_what_is_no_text_file_does_not_go_to_standard_output(
    name: str, desk: Desk, run: Kalla, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("export", name, "-", "--collection", str(desk.collection.root.resolve()))
    assert (done.exit_code, done.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "unfinished"),
    [
        ("tmx", "out.part"),
        ("tsv", "out.part"),
        ("jsonl", "out.part"),
        ("ces", "out.part"),
        ("moses", "out.vi.part"),
        ("moses", "out.sv.part"),
    ],
)
def test_export_is_written_beside_its_target_until_it_is_whole(
    name: str, unfinished: str, desk: Desk, run: Kalla, tmp_path: Path
) -> None:
    (tmp_path / unfinished).write_text("another process's", encoding="utf-8")
    done = run("export", name, str(tmp_path / "out"), "--collection", str(desk.collection.root))
    assert done.exit_code == 2
    assert f"{unfinished} exists" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [unfinished]


def test_documents_of_an_earlier_export_are_not_mixed_with_those_of_a_new_one(
    desk: Desk, run: Kalla, tmp_path: Path
) -> None:
    root = ("--collection", str(desk.collection.root), "--verdict", "doubtful")
    assert run("export", "ces", str(tmp_path / "out"), *root).exit_code == 0
    before = sorted(tmp_path.rglob("*"))
    done = run("export", "ces", str(tmp_path / "out"), *root)
    assert done.exit_code == 2
    assert "no empty folder" in done.stderr
    assert sorted(tmp_path.rglob("*")) == before
