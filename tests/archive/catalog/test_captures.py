"""Looking captures up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from archive.catalog.captures import latest_whole_page, put_captures
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import Capture

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://nhandan.vn/x-post1.html"
PAGE = replace(CAPTURE, url=URL, captured_at=NOON)


def captures_elsewhere(count: int) -> list[Capture]:
    return [
        replace(PAGE, record_id=f"urn:uuid:{n}", url=f"https://nhandan.vn/y-post{n}.html", offset=n)
        for n in range(2, count + 2)
    ]


def steps_of_looking_up(conn: Connection, url: str) -> int:
    """How many steps SQLite's machine takes: a measure of work that knows no clock."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    database = conn.connection.dbapi_connection
    assert database is not None
    database.set_progress_handler(step, 1)
    latest_whole_page(conn, url)
    database.set_progress_handler(None, 0)
    return steps


def test_the_latest_whole_page_holds_a_whole_200_of_its_own(conn: Connection) -> None:
    later = [
        replace(PAGE, record_id="urn:uuid:2", captured_at=NOON + timedelta(hours=1)),
        replace(PAGE, record_id="urn:uuid:3", captured_at=NOON + timedelta(hours=2), truncated="disconnect"),
        replace(PAGE, record_id="urn:uuid:4", captured_at=NOON + timedelta(hours=3), type="revisit"),
        replace(PAGE, record_id="urn:uuid:5", captured_at=NOON + timedelta(hours=4), status=404),
        replace(PAGE, record_id="urn:uuid:6", captured_at=NOON + timedelta(hours=5), url=URL + "?page=2"),
    ]
    put_captures(conn, [PAGE, *later])
    assert latest_whole_page(conn, URL) == later[0]
    assert latest_whole_page(conn, URL + "?page=3") is None


def test_looking_a_page_up_takes_no_longer_among_many_captures(conn: Connection) -> None:
    put_captures(conn, captures_elsewhere(10))
    among_few = steps_of_looking_up(conn, URL)
    put_captures(conn, captures_elsewhere(1000))
    assert 0 < steps_of_looking_up(conn, URL) < 2 * among_few
