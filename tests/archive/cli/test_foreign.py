"""WARC files from anywhere answer as a collection does: what there is, its story, and what changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.archive.warc.verification.test_oddities import INFO, OK, record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.cli.conftest import Kalla

URL = "http://a.example/cau"
PAGE = """<html><head><title>Cầu mới</title></head><body><article><h1>Cầu mới</h1>
<p>Cây cầu gỗ dài {} m bắc qua sông Hậu đã khánh thành sáng nay, người dân đi lại dễ dàng hơn nhiều.</p>
<p>Ông Võ Xà Cừ cho biết công trình được xây dựng trong hai năm với kinh phí lớn của nhân dân.</p>
</article></body></html><!-- {} -->"""
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\n\r\n"
GONE = b"HTTP/1.1 404 Not Found\r\n\r\n"


def page(metres: int, visit: int) -> bytes:
    return OK + b"\r\n" + PAGE.format(metres, visit).encode()


def written(path: Path, *answers: bytes) -> str:
    """A file with an answer a day."""
    records = [
        record("response", answer, day, WARC_Target_URI=URL, WARC_Date=f"2026-03-0{day}T08:00:00Z")
        for day, answer in enumerate(answers, start=1)
    ]
    path.write_bytes(b"".join([INFO, *records]))
    return str(path)


@pytest.fixture
def foreign(tmp_path: Path) -> str:
    """The same, other bytes, a 304 that is kept as a response, an edit, and an absence."""
    return written(tmp_path / "foreign.warc.gz", page(48, 1), page(48, 2), NOT_MODIFIED, page(84, 3), GONE)


def test_story_is_told_as_that_of_a_collection(foreign: str, run: Kalla) -> None:
    told = [json.loads(line) for line in run("log", URL, "--warc", foreign, "--json").stdout.splitlines()]
    assert [one["state"] for one in told] == ["first", "markup_only", "unchanged", "edited", "suspect"]
    assert told[3]["between"] == ["2026-03-02T08:00:00Z", "2026-03-04T08:00:00Z"]


def test_last_edit_and_any_two_versions_are_compared(foreign: str, run: Kalla) -> None:
    for which in (URL, f"{URL}@..", f"{URL}@2026-03-01..2026-03-04"):
        assert "numbers: 48 → 84" in run("diff", which, "--warc", foreign).stdout
    same = run("diff", f"{URL}@2026-03-01..2026-03-02", "--warc", foreign)
    assert (same.exit_code, same.stdout, same.stderr) == (0, "", "no difference was seen\n")


def test_return_of_the_same_text_does_not_hide_the_edit_before_it(tmp_path: Path, run: Kalla) -> None:
    path = written(tmp_path / "foreign.warc.gz", page(48, 1), page(84, 2), GONE, GONE, GONE, page(84, 3))
    assert "numbers: 48 → 84" in run("diff", URL, "--warc", path).stdout


def test_redirect_to_https_is_followed_inside_the_file(tmp_path: Path, run: Kalla) -> None:
    secure = URL.replace("http:", "https:")
    moved = b"HTTP/1.1 301 Moved Permanently\r\nLocation: " + secure.encode() + b"\r\n\r\n"
    answers = [page(48, 1), moved, moved, moved, page(84, 2)]
    records = [
        record("response", answer, 10 * day, WARC_Target_URI=URL, WARC_Date=f"2026-03-0{day}T08:00:00Z")
        for day, answer in enumerate(answers[:4], start=1)
    ]
    end = record("response", answers[4], 41, WARC_Target_URI=secure, WARC_Date="2026-03-04T08:00:02Z")
    path = tmp_path / "foreign.warc.gz"
    path.write_bytes(b"".join([INFO, *records, end]))
    told = [json.loads(line) for line in run("log", URL, "--warc", str(path), "--json").stdout.splitlines()]
    assert [one["state"] for one in told] == ["first", "error", "error", "edited"]
    assert told[-1]["landed_on"] == secure
    assert "numbers: 48 → 84" in run("diff", URL, "--warc", str(path)).stdout


def test_304_kept_as_a_response_hides_no_page(tmp_path: Path, run: Kalla) -> None:
    path = written(tmp_path / "foreign.warc.gz", page(48, 1), NOT_MODIFIED)
    assert b"48 m" in run("show", URL, "--warc", path, "--html").stdout_bytes


def test_listing_of_a_file_can_be_filtered(foreign: str, run: Kalla) -> None:
    listed = run("ls", "*cau", "--warc", foreign, "--status", "2xx", "--since", "2026-03-02", "--json")
    days = [json.loads(line)["captured_at"][:10] for line in listed.stdout.splitlines()]
    assert days == ["2026-03-02", "2026-03-04"]


def test_what_is_not_in_the_file_is_said_with_what_to_do(foreign: str, run: Kalla) -> None:
    for command in ("show", "log", "diff"):
        missing = run(command, "http://a.example/none", "--warc", foreign)
        assert missing.exit_code == 2
        assert f"`kalla ls --warc {foreign}` lists what it holds" in missing.stderr


def test_page_that_keeps_readers_out_is_told_from_one_that_is_gone(tmp_path: Path, run: Kalla) -> None:
    url = "https://nhandan.vn/cau-moi-post800001.html"
    wall = OK + b"\r\n<html><body><p>Are you a robot? Access denied.</p></body></html>"
    file = tmp_path / "wall.warc.gz"
    answer = record("response", wall, 1, WARC_Target_URI=url, WARC_Date="2026-03-01T08:00:00Z")
    file.write_bytes(INFO + answer)
    (told,) = map(json.loads, run("log", url, "--warc", str(file), "--json").stdout.splitlines())
    assert told["evidence"]["wall"] is True


def test_addresses_that_are_led_to_one_place_are_counted_in_a_file(tmp_path: Path, run: Kalla) -> None:
    section = "http://a.example/tin-moi"
    moved = f"HTTP/1.1 301 Moved Permanently\r\nLocation: {section}\r\n\r\n".encode()
    others = [f"http://a.example/{name}" for name in ("duong", "cho")]
    led = [
        record("response", moved, day, WARC_Target_URI=url, WARC_Date=f"2026-03-0{day}T08:00:00Z")
        for day, url in enumerate([*others, URL], start=1)
    ]
    answer = record("response", page(48, 1), 4, WARC_Target_URI=section, WARC_Date="2026-03-03T08:00:01Z")
    file = tmp_path / "led.warc.gz"
    file.write_bytes(b"".join([INFO, *led, answer]))
    (told,) = map(json.loads, run("log", URL, "--warc", str(file), "--json").stdout.splitlines())
    assert told["evidence"]["why"] == "2 other articles were led there too"
