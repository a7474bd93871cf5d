from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from archive.cli.main import kalla

if TYPE_CHECKING:
    from pathlib import Path

RENDERING = "Den 3 maj öppnade 12 skolor i Linhe.\nHa Van Lam tackade 250 lärare.\nDet kostade 40 miljoner.\n"
ORIGINAL = "Ngày 3/5, 12 trường học ở Lâm Hà khai trương.\nHà Văn Lâm cảm ơn 250 giáo viên.\nTốn 40 triệu.\n"


def matches(*arguments: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(kalla, ["match", *arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def folder(root: Path, files: dict[str, str]) -> str:
    root.mkdir()
    for name, text in files.items():
        (root / name).write_text(text, encoding="utf-8")
    return str(root)


def test_a_match_is_one_object_a_line(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "sv", {"a": RENDERING}), folder(tmp_path / "vi", {"b": ORIGINAL})
    [match] = matches(ours, theirs)
    assert match["doc"] == "a"
    assert match["verdict"] == "confirmed"
    assert match["candidates"] == [["b", pytest.approx(8, abs=8)]]


@pytest.mark.parametrize("text", ["", "\n\n", "Det regnade."])
def test_what_says_nothing_is_not_confirmed(tmp_path: Path, text: str) -> None:
    ours, theirs = folder(tmp_path / "sv", {"a": text}), folder(tmp_path / "vi", {"b": ORIGINAL, "c": text})
    [match] = matches(ours, theirs)
    assert match["verdict"] != "confirmed"


def test_empty_folders_have_no_matches(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "sv", {}), folder(tmp_path / "vi", {"b": ORIGINAL})
    assert matches(ours, theirs) == []
    [match] = matches(theirs, ours)
    assert (match["verdict"], match["candidates"]) == ("mismatch", [])


def test_alignment_of_sentences_tells_what_its_numbers_mean(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", {"a": RENDERING.replace("\n", " ")})
    theirs = folder(tmp_path / "vi", {"a": ORIGINAL.replace("\n", " ")})
    done = CliRunner().invoke(kalla, ["align", ours, theirs, "--json", "--level", "sentence"])
    told = json.loads(done.stdout)
    assert [bead[:2] for bead in told["beads"]] == [[[0], [0]], [[1], [1]], [[2], [2]]]
    assert (told["rendering"], told["original"]) == (RENDERING.splitlines(), ORIGINAL.splitlines())


def test_alignment_of_paragraphs_has_its_name_and_beads_alone(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "sv", {"a": RENDERING}), folder(tmp_path / "vi", {"a": ORIGINAL})
    done = CliRunner().invoke(kalla, ["align", ours, theirs, "--json"])
    assert json.loads(done.stdout).keys() == {"doc", "beads"}


def test_files_that_are_left_out_are_told_on_standard_error(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", {"a": RENDERING} | {f"b{number}": RENDERING for number in range(7)})
    theirs = folder(tmp_path / "vi", {"a": ORIGINAL})
    done = CliRunner().invoke(kalla, ["align", ours, theirs, "--json"])
    assert len(done.stdout.splitlines()) == 1
    assert "left out" in done.stderr
    assert "b4 and 2 more" in done.stderr


@pytest.mark.parametrize("command", ["align", "match"])
def test_language_that_is_none_is_a_wrong_call(command: str, tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "sv", {"a": RENDERING}), folder(tmp_path / "vi", {"a": ORIGINAL})
    done = CliRunner().invoke(kalla, [command, ours, theirs, "--lang", "svenska!"])
    assert done.exit_code == 2
    assert "language" in done.stderr
