"""Web archives' addresses and indexes, which are untrusted answers."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from archive.errors import WrongUsage
from archive.model import Original
from archive.outlets.canonical import original_of
from archive.outlets.mementos import memento_at
from archive.outlets.registry import all_outlets
from archive.outlets.web_archive import WebArchive, archived_addresses, web_archive

GONE = "https://baohaiduong.vn/mo-tuyen-pha-dem-401866.html"
WAYBACK = WebArchive(origin="https://web.archive.org")
TIMEMAPS = WebArchive(origin="https://a.example", timemap="https://a.example/all/timemap/link/")
CDX = [["timestamp", "original"], ["20250106093112", GONE], ["2025", GONE], ["20259999999999", GONE]]


def test_a_raw_capture_tells_what_and_when() -> None:
    found = memento_at(f"https://web.archive.org/web/20250106093112id_/{GONE}")
    assert found
    assert (found.archive, found.original) == ("web.archive.org", GONE)
    assert found.at == datetime(2025, 1, 6, 9, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "url",
    [
        GONE,
        f"https://web.archive.org/web/20250106093112/{GONE}",
        f"https://web.archive.org/web/20251306093112id_/{GONE}",
        "https://web.archive.org/web/20250106093112id_/javascript:alert(1)",
        f"https://nhandan.vn/?u=/20250106093112id_/{GONE}",
    ],
)
def test_other_addresses_are_no_raw_captures(url: str) -> None:
    assert memento_at(url) is None


def test_a_cdx_answer_lists_captures_and_what_makes_no_sense_is_passed_over() -> None:
    found = WAYBACK.listed(json.dumps(CDX).encode())
    assert [one.url for one in found] == [f"https://web.archive.org/web/20250106093112id_/{GONE}"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"null", b"3", b"[[1]", b'["a", "b"]', b"\xff\x00", b'[["x"],["y"]]']
)
def test_an_index_that_cannot_be_read_lists_nothing(body: bytes) -> None:
    assert WAYBACK.listed(body) == []
    assert TIMEMAPS.listed(body) == []


def test_a_timemap_lists_captures_of_its_own_archive_alone() -> None:
    body = (
        f'<{GONE}>; rel="original",\n<https://a.example/all/{GONE}>; rel="timegate",\n'
        f'<https://a.example/all/20250106093112/{GONE}>; rel="first memento"; datetime="x",\n'
        f'<https://a.example/all/20250206093112mp_/{GONE}>; rel="memento"; datetime="x",\n'
        f'<https://evil.example/all/20250306093112/{GONE}>; rel="memento"; datetime="x"'
    )
    assert [f"{one.at:%m}" for one in TIMEMAPS.listed(body.encode())] == ["01", "02"]


def test_nothing_but_indexes_and_raw_captures_is_asked_for() -> None:
    assert WAYBACK.serves(WAYBACK.index_url(GONE))
    assert TIMEMAPS.serves(TIMEMAPS.index_url(GONE))
    assert WAYBACK.serves(f"https://web.archive.org/web/20250106093112id_/{GONE}")
    assert not WAYBACK.serves("https://web.archive.org/save/https://nhandan.vn/")
    assert not WAYBACK.serves(f"https://web.archive.org.evil.example/web/20250106093112id_/{GONE}")
    assert not WAYBACK.serves(f"https://a.example/all/20250106093112id_/{GONE}")


def test_the_setting_names_an_origin_or_where_timemaps_are() -> None:
    assert web_archive("") is None
    assert web_archive("https://web.archive.org/") == WAYBACK
    assert web_archive(TIMEMAPS.timemap) == TIMEMAPS
    for wrong in (
        "web.archive.org",
        "ftp://a.example/",
        "https://me@a.example/",
        "http://[",
        "http://a.example:x/",
    ):
        with pytest.raises(WrongUsage):
            web_archive(wrong)


def test_every_address_asked_of_an_archive_leads_back_to_the_article() -> None:
    cited = original_of("https://baohaiduong.vn/hoi-cho-sach-400400.html", all_outlets())
    assert isinstance(cited, Original)
    addresses = archived_addresses(cited)
    assert addresses == (cited.url, "https://baohaiphong.vn/hoi-cho-sach-400400.html")
    found = [original_of(address, all_outlets()) for address in addresses]
    assert {original.article_id for original in found if isinstance(original, Original)} == {"400400"}
