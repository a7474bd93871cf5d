"""Which originals are gone, told from captures and outcomes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archive.catalog.articles import put_article
from archive.catalog.captures import put_captures, put_outcomes
from archive.catalog.gone import gone_originals
from archive.catalog.mementos import memento_of, put_memento
from archive.catalog.statements import put_decision
from archive.model import Article, Block, Decision, Original, Outcome
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import Extraction, OutcomeKind

URL = "https://baohaiduong.vn/mo-tuyen-pha-dem-401866.html"
HOME = "https://baohaiphong.vn/"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def conn(conn: Connection) -> Connection:
    """A catalog in which one original is known."""
    decision = Decision(
        rendering_id="r", rendering_record="urn:uuid:r", at=NOW, url=URL, confirmed=True, note=""
    )
    put_decision(conn, "d", decision, Original(url=URL, outlet="baohaiduong", article_id="401866"))
    return conn


def answered(conn: Connection, url: str, status: int, location: str | None = None) -> str:
    record_id = f"{url} {status}"
    capture = replace(
        CAPTURE, record_id=record_id, url=url, captured_at=NOW, status=status, location=location
    )
    put_captures(conn, [capture])
    return record_id


def read(conn: Connection, record_id: str, *texts: str) -> None:
    blocks = tuple(Block(type="paragraph", text=text) for text in texts)
    extraction: Extraction = "ok" if texts else "container_missing"
    put_article(conn, Article(record_id=record_id, extraction=extraction, extractor="x", blocks=blocks))


def failed(conn: Connection, url: str, kind: OutcomeKind) -> None:
    put_outcomes(conn, [(f"{url} {kind}", Outcome(url=url, at=NOW, kind=kind, detail=""))])


def is_gone(conn: Connection) -> bool:
    return [original.url for original in gone_originals(conn)] == [URL]


@pytest.mark.parametrize(
    ("status", "gone"), [(404, True), (410, True), (403, False), (500, False), (200, False)]
)
def test_only_an_answer_that_says_so(conn: Connection, status: int, gone: bool) -> None:
    assert not is_gone(conn)
    answered(conn, URL, status)
    assert is_gone(conn) is gone


def test_a_page_without_an_article_where_redirects_led(conn: Connection) -> None:
    answered(conn, URL, 301, HOME)
    assert not is_gone(conn)
    read(conn, answered(conn, HOME, 200))
    assert is_gone(conn)


def test_what_has_a_text_is_not_gone(conn: Connection) -> None:
    read(conn, answered(conn, URL, 200), "Từ tối 5/1, tuyến phà đêm bắt đầu chạy.")
    assert not is_gone(conn)


@pytest.mark.parametrize("kind", ["dns", "refused", "timeout"])
def test_a_dead_host_whose_robots_txt_fails_first(conn: Connection, kind: OutcomeKind) -> None:
    failed(conn, URL, "stay_away")
    assert not is_gone(conn)
    failed(conn, "https://baohaiduong.vn/robots.txt", kind)
    assert is_gone(conn)


def test_a_robots_txt_that_forbids_is_respected(conn: Connection) -> None:
    failed(conn, URL, "robots")
    assert not is_gone(conn)


def test_a_redirect_to_a_host_that_may_not_be_asked(conn: Connection) -> None:
    answered(conn, URL, 301, "https://parked.example/")
    failed(conn, "https://parked.example/", "unsafe")
    assert is_gone(conn)


def test_a_memento_with_a_text_ends_the_search_and_the_closest_counts(conn: Connection) -> None:
    answered(conn, URL, 404)
    for day in (3, 20):
        record_id = answered(conn, f"https://web.archive.org/web/202501{day:02}000000id_/{URL}", 200)
        read(conn, record_id, "Từ tối 5/1, tuyến phà đêm bắt đầu chạy.")
        put_memento(conn, record_id, url=URL, at=datetime(2025, 1, day, tzinfo=UTC))
    assert not is_gone(conn)
    found = [memento_of(conn, [URL], day) for day in (None, NOW.date())]
    assert ["03000000" in one[0].url for one in found if one] == [True, False]
