"""Histories are derived from captures and outcomes alone, whole, and the same every time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from archive.catalog.articles import article_of
from archive.catalog.checks import last_good_record
from archive.catalog.engine import reading, upsert
from archive.catalog.tables import article
from archive.derive.changes import events
from archive.derive.checks import derived_leftovers
from archive.rebuild import rebuilt_files
from tests.archive.derive.conftest import BEGINNING, STORY, Watched, article_page

if TYPE_CHECKING:
    from archive.model import OutcomeKind

URL = "https://nhandan.vn/cau-moi-o-lam-thuong-post919204.html"
OTHER = "https://nhandan.vn/lang-nghe-post919205.html"
HOME = "https://nhandan.vn/"
OLD_HOST = "https://baohaiduong.vn/cau-moi-401866.html"
SUCCESSOR = "https://baohaiphong.vn/cau-moi-401866.html"
FRONT = "<html><body><h1>Trang chủ</h1></body></html>"


def test_what_failed_and_was_tried_again_within_the_hour_is_one_look(watched: Watched) -> None:
    watched.cite(URL)
    watched.answer(0, URL, status=503)
    watched.no_answer(0.1, URL, "timeout")
    watched.answer(0.2, URL, article_page())
    watched.answer(30, URL, status=503)
    watched.answer(31.5, URL, article_page(noise="2"))
    assert watched.states(URL) == ["first", "error", "markup_only"]


def test_a_successor_is_the_same_article_and_its_304_counts(watched: Watched) -> None:
    watched.cite(OLD_HOST)
    for hour, status in ((0, 200), (50, 304)):
        watched.answer(hour, OLD_HOST, status=301, Location=SUCCESSOR)
        watched.answer(hour + 0.01, SUCCESSOR, article_page() if status == 200 else "", status=status)
    first, second = watched.told(OLD_HOST)
    assert (first.check.state, second.check.state) == ("first", "unchanged")
    assert {first.landed_on, second.landed_on} == {SUCCESSOR}
    assert second.check.conditional
    assert first.good_record_id == second.good_record_id == first.check.record_id


def test_many_that_are_led_to_one_page_are_counted(watched: Watched) -> None:
    watched.cite(URL, OTHER)
    target = "https://nhandan.vn/thong-bao-post900000.html"
    for url in (URL, OTHER):
        watched.answer(0, url, article_page())
    for hour, url in ((40, OTHER), (41, URL)):
        watched.answer(hour, url, status=302, Location=target)
        watched.answer(hour + 0.01, target, article_page())
    (_, check) = watched.told(URL)
    assert check.check.state == "suspect"
    assert check.check.evidence["why"] == "1 other articles were led there too"
    (_, earlier) = watched.told(OTHER)
    assert earlier.check.state in {"markup_only", "unchanged"}  # the same text, as far as was known then


def test_a_redirect_whose_end_was_never_seen_says_nothing(watched: Watched) -> None:
    watched.cite(OLD_HOST)
    watched.answer(0, OLD_HOST, status=301, Location=SUCCESSOR)
    assert watched.states(OLD_HOST) == ["error"]
    watched.answer(5, OLD_HOST, status=301, Location=SUCCESSOR)
    watched.no_answer(5.1, SUCCESSOR, "robots")
    assert watched.states(OLD_HOST) == ["error", "blocked"]


def test_another_outlets_page_is_not_the_article(watched: Watched) -> None:
    watched.cite(URL)
    watched.answer(0, URL, article_page())
    watched.answer(40, URL, status=301, Location=SUCCESSOR)
    watched.answer(40.1, SUCCESSOR, article_page())
    assert watched.states(URL) == ["first", "suspect"]


def test_a_page_that_asks_to_log_in_is_a_wall(watched: Watched) -> None:
    watched.cite(URL)
    watched.answer(0, URL, article_page())
    wall = "<html><script>var a;</script><form>Vui lòng đăng nhập để đọc</form></html>"
    for hour in (40, 80, 120, 160):
        watched.answer(hour, URL, wall)
    told = watched.told(URL)
    assert [logged.check.state for logged in told] == ["first", *["suspect"] * 4]
    assert told[-1].check.evidence["wall"] is True


def test_a_suspect_page_never_replaces_the_last_good_text(watched: Watched) -> None:
    watched.cite(URL)
    good = watched.answer(0, URL, article_page())
    watched.answer(30, URL, FRONT)
    watched.answer(60, URL, article_page("Một bài khác hẳn, nói về mùa màng năm nay và giá phân bón tăng."))
    assert watched.states(URL) == ["first", "suspect", "suspect"]
    with reading(watched.recorder.catalog) as conn:
        assert last_good_record(conn, URL) == good.record_id


def test_what_a_server_asks_is_kept_as_a_time(watched: Watched) -> None:
    watched.cite(URL)
    watched.answer(0, URL, status=429, Retry_After="7200")
    watched.answer(9, URL, status=503, Retry_After="Sun, 01 Mar 2026 12:00:00 GMT")
    watched.answer(20, URL, status=503, Retry_After="soon")
    asked = [logged.check.retry_at for logged in watched.told(URL)]
    assert asked == [BEGINNING + timedelta(hours=2), BEGINNING + timedelta(hours=12), None]


@pytest.mark.parametrize("kind", ["dns", "timeout", "tls", "stay_away", "robots"])
def test_no_answer_says_nothing_of_the_article(watched: Watched, kind: OutcomeKind) -> None:
    watched.cite(URL)
    watched.answer(0, URL, article_page())
    for day in range(1, 9):
        watched.no_answer(24 * day, URL, kind)
    assert set(watched.states(URL)[1:]) == {"blocked" if kind == "robots" else "error"}


def test_an_upgrade_of_the_extractor_is_no_edit(watched: Watched) -> None:
    watched.cite(URL)
    captures = [watched.answer(hour, URL, article_page(noise=str(hour))) for hour in (0, 40)]
    assert watched.states(URL) == ["first", "markup_only"]
    with watched.recorder.catalog.begin() as conn:  # as a program before this one left it
        old = {"extractor": "older", "blocks": [{"type": "paragraph", "text": "Menu"}], "authors": []}
        row = {"record_id": captures[0].record_id, "extraction": "ok", "noarchive": False}
        upsert(conn, article, [{**row, **old, "title": None, "published_at": None, "lang": None}])
    assert watched.states(URL) == ["first", "markup_only"]
    with reading(watched.recorder.catalog) as conn:
        texts = [article_of(conn, capture.record_id) for capture in captures]
    assert texts[0] is not None
    assert texts[1] is not None
    assert texts[0].blocks == texts[1].blocks


def test_rebuild_tells_the_same(watched: Watched) -> None:
    watched.cite(URL, OLD_HOST)
    watched.answer(0, URL, article_page())
    watched.answer(30, URL, article_page(*STORY[:2], "Sẽ không lắp đèn."))
    watched.answer(60, URL, status=302, Location=HOME)
    watched.answer(60.01, HOME, FRONT)
    watched.no_answer(61, OLD_HOST, "dns")
    before = watched.told(URL), watched.told(OLD_HOST)
    assert [logged.check.state for logged in before[0]] == ["first", "edited", "suspect"]
    watched.close()
    assert list(rebuilt_files(watched.collection))
    assert (watched.told(URL), watched.told(OLD_HOST)) == before


def test_only_what_was_tried_since_is_told_anew(watched: Watched) -> None:
    watched.cite(URL, OTHER)
    watched.answer(0, URL, article_page())
    assert watched.states(URL) == ["first"]
    catalog = watched.recorder.catalog
    assert derived_leftovers(watched.collection, catalog) == []
    watched.no_answer(20, OTHER, "dns")
    assert derived_leftovers(watched.collection, catalog) == [OTHER]
    assert derived_leftovers(watched.collection, catalog) == []


def test_what_is_still_gone_is_no_news(watched: Watched) -> None:
    watched.cite(URL)
    watched.answer(0, URL, article_page())
    for hour in (30, 31, 60, 110, 800, 1500):
        watched.answer(hour, URL, status=410)
    assert watched.states(URL) == ["first", "suspect", "suspect", "suspect", "removed", "removed", "removed"]
    with reading(watched.recorder.catalog) as conn:
        (event,) = events(conn)
    assert event.logged.check.at == BEGINNING + timedelta(hours=110)
    assert event.logged.check.between == (BEGINNING, BEGINNING + timedelta(hours=30))


def size_of(watched: Watched) -> int:
    return sum(file.stat().st_size for file in watched.collection.warcs.iterdir())


def test_pages_that_answer_304_cost_little_and_pure_noise_is_no_edit(watched: Watched) -> None:
    urls = [f"https://nhandan.vn/cau-moi-post{number}.html" for number in range(100_000, 100_040)]
    watched.cite(*urls)
    for number, url in enumerate(urls):
        watched.answer(number / 100, url, article_page(noise=f"{number}"), ETag=f'"{number}"')
    for number, url in enumerate(urls):
        watched.answer(30 + number / 100, url, article_page(noise=f"{number * 7 + 1}"), ETag=f'"{number}x"')
    before = size_of(watched)
    for number, url in enumerate(urls):
        watched.answer(60 + number / 100, url, status=304, ETag=f'"{number}x"')
    assert (size_of(watched) - before) / len(urls) <= 2048
    for url in (urls[0], urls[-1]):
        assert watched.states(url) == ["first", "markup_only", "unchanged"]
    with reading(watched.recorder.catalog) as conn:
        assert list(events(conn)) == []
