"""Folders as people have them: good files beside bad ones, and every bad one named."""

from __future__ import annotations

import gzip
import json
import os
import sys
from pathlib import Path

import pytest

from archive.errors import UnreadableInput
from archive.rendering.decoding import MAX_BYTES
from archive.rendering.files import RenderingInput, WebArchiveInput, renderings_in
from archive.rendering.record import rendering_from_record

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = (
    "Bron öppnades för trafik på fredagen, och alla var där.\nKälla: https://nhandan.vn/a-post900001.html\n"
)


def reasons(path: Path) -> dict[str, str]:
    found = [item for item in renderings_in(path) if isinstance(item, UnreadableInput)]
    return {Path(item.path).name: item.reason.split(":")[0] for item in found}


def read(path: Path) -> list[RenderingInput]:
    return [item for item in renderings_in(path) if isinstance(item, RenderingInput)]


def test_every_bad_file_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_bytes(b"PK\x03\x04\x00\x00")
    (tmp_path / "d.txt").write_bytes("Bron öppnades".encode("latin-1"))
    (tmp_path / "e.txt").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "f.txt").write_text("Kommentar (0)\nNo data\n", "utf-8")
    (tmp_path / "g.txt").symlink_to(tmp_path / "a.txt")
    os.mkfifo(tmp_path / "h.txt")
    (tmp_path / "i.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    (tmp_path / ".hidden.txt").write_text(TEXT, "utf-8")
    (tmp_path / "readme.md").write_text(TEXT, "utf-8")
    (tmp_path / "z" / "y").mkdir(parents=True)
    (tmp_path / "z" / "y" / "last.txt").write_text(TEXT, "utf-8")
    assert [Path(item.source).name for item in read(tmp_path)] == ["a.txt", "last.txt"]
    found = reasons(tmp_path)
    assert list(found) == ["b.txt", "c.txt", "d.txt", "e.txt", "f.txt", "g.txt", "h.txt", "i.txt.gz"]
    assert found["d.txt"] == "is not UTF-8 at byte 5"
    assert found["e.txt"] == "is larger than 5 MB, as no article is"


def test_file_is_read_with_its_bytes_and_under_the_name_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXT, "utf-8")
    (found,) = read(Path("a.txt"))
    assert (found.source, found.content_type, found.body) == ("a.txt", "text/plain", TEXT.encode())
    assert rendering_from_record(found.content_type, found.body, source=found.source) == found.rendering


@pytest.mark.parametrize("name", ["missing.txt", "a.md", "empty"])
def test_path_that_holds_nothing_to_read_is_one_error(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "empty").mkdir()
    assert list(reasons(tmp_path / name)) == [name]


def test_web_archives_are_left_to_whoever_can_open_them(tmp_path: Path) -> None:
    for name in ("a.warc", "b.warc.gz", "c.warc.wet.gz", "d.wet"):
        (tmp_path / name).write_bytes(b"WARC/1.0\r\n")
    found = list(renderings_in(tmp_path))
    assert all(isinstance(item, WebArchiveInput) for item in found)
    assert len(found) == 4


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_json_lines_go_on_after_a_bad_line(tmp_path: Path, suffix: str) -> None:
    good = json.dumps({"text": TEXT, "url": "https://www.vietnam.vn/sv/bron"})
    lines = [good, "", "{broken", "[1]", '{"text": 5}', '{"text": "' + "x" * MAX_BYTES + '"}', good]
    path = tmp_path / f"a.jsonl{suffix}"
    body = "\n".join(lines).encode()
    packed = {"": body, ".gz": gzip.compress(body), ".zst": zstd.compress(body)}
    path.write_bytes(packed[suffix])
    found = read(path)
    assert [item.source.rpartition("#")[2] for item in found] == ["1", "7"]
    assert {item.rendering.source for item in found} == {"https://www.vietnam.vn/sv/bron"}
    assert {item.body for item in found} == {good.encode()}
    assert [name.rpartition("#")[2] for name in reasons(path)] == ["3", "4", "5", "6"]


def test_damaged_archive_gives_the_lines_before_the_damage(tmp_path: Path) -> None:
    good = json.dumps({"text": TEXT}).encode() + b"\n"
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(good) + gzip.compress(good * 50)[:-20])
    assert len(read(path)) >= 1
    assert list(reasons(path)) == ["a.jsonl.gz"]


def test_bomb_is_left_where_it_was_found(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"".join(gzip.compress(b"\n" * 2**20) for _ in range(80)))
    assert reasons(path) == {"a.jsonl.gz": "unpacks to 16 MB of almost nothing"}


def test_name_of_a_file_cannot_break_a_record(tmp_path: Path) -> None:
    (tmp_path / "a\nWARC-Type.txt").write_text(TEXT, "utf-8")
    (found,) = read(tmp_path)
    assert found.source.endswith("a\ufffdWARC-Type.txt")
