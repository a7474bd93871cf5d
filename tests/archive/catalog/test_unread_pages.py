"""A page that failed comes back in later crawls, until it has failed for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from archive.catalog.captures import put_captures, put_outcomes
from archive.catalog.unread_pages import MOST_LOOKS, pages_to_ask_again
from archive.model import Outcome
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Connection

SITE = "https://www.vietnam.vn/"
PAGE = f"{SITE}sv/ny-bro-i-byn"
BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
DAY = timedelta(days=1)
REFUSED = replace(CAPTURE, record_id="urn:uuid:0", url=PAGE, captured_at=BEGAN, status=403)
TIMED_OUT = Outcome(url=PAGE, at=BEGAN, kind="timeout", detail="no answer within 30 s")


def test_page_that_was_refused_or_silent_is_asked_again_and_others_are_not(conn: Connection) -> None:
    silent, unsafe = replace(TIMED_OUT, url=f"{PAGE}-2"), replace(TIMED_OUT, url=f"{PAGE}-3", kind="unsafe")
    elsewhere = replace(TIMED_OUT, url="https://www.vietnam.vn.example/sv/ny-bro-i-byn")
    gone = replace(REFUSED, record_id="urn:uuid:1", url=f"{PAGE}-4", status=404)
    put_captures(conn, [REFUSED, gone])
    put_outcomes(conn, [(str(number), told) for number, told in enumerate((silent, unsafe, elsewhere))])
    assert list(pages_to_ask_again(conn, SITE)) == [PAGE, silent.url]


def test_page_that_was_had_at_last_is_not_asked_again(conn: Connection) -> None:
    had = replace(REFUSED, record_id="urn:uuid:1", status=200, captured_at=BEGAN + DAY)
    put_captures(conn, [REFUSED, had])
    assert list(pages_to_ask_again(conn, SITE)) == []


def test_page_is_given_up_after_so_many_looks_however_often_each_was_repeated(conn: Connection) -> None:
    for number in range(MOST_LOOKS):
        assert list(pages_to_ask_again(conn, SITE)) == ([PAGE] if number else [])
        at = BEGAN + number * DAY
        put_outcomes(conn, [(f"a{number}", replace(TIMED_OUT, at=at))])
        put_outcomes(conn, [(f"b{number}", replace(TIMED_OUT, at=at + timedelta(minutes=1)))])
    assert list(pages_to_ask_again(conn, SITE)) == []
