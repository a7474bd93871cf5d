"""What came when, as a plain count of the rows has it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalog.captures import put_captures
from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.over_time import captures_and_bytes_by_day, host_in, states_by_day
from archive.model import Check
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import State

BEGINNING = datetime(2026, 2, 27, 23, 59, 59, 999999, tzinfo=UTC)
STATES: tuple[State, ...] = ("first", "unchanged", "edited", "error")
HOURS = (0.0, 0.001, 24.0, 24.001, 47.999, 72.5, 24.0 * 400)


def counted_days(times: list[datetime]) -> list[tuple[str, int]]:
    return sorted(Counter(at.date().isoformat() for at in times).items())


def entered(conn: Connection) -> list[datetime]:
    times = [BEGINNING + timedelta(hours=hours) for hours in HOURS]
    for number, at in enumerate(times):
        url = f"https://nhandan.vn/saga-post{number}.html"
        record_id = f"urn:uuid:{number}"
        one = replace(
            CAPTURE, record_id=record_id, url=url, captured_at=at, offset=number, length=10 + number
        )
        put_captures(conn, [one])
        look = Check(at=at, state=STATES[number % len(STATES)])
        put_checks(conn, url, [LoggedCheck(url=url, number=0, check=look)])
    return times


def test_every_capture_byte_and_state_counts_on_its_day(conn: Connection) -> None:
    assert captures_and_bytes_by_day(conn) == ([], [])
    times = entered(conn)
    days, sizes = captures_and_bytes_by_day(conn)
    states = states_by_day(conn)
    assert days == counted_days(times)
    assert [day for day, _ in sizes] == [day for day, _ in days]
    assert sum(size for _, size in sizes) == sum(10 + number for number in range(len(HOURS)))
    assert states == {
        state: counted_days(times[number :: len(STATES)]) for number, state in enumerate(STATES)
    }


@pytest.mark.parametrize(
    "url",
    [
        "https://nhandan.vn/a",
        "http://User:pass@NhanDan.vn:8080?x=//y/",
        "https://[::1]:8443/a",
        "dns:nhandan.vn",
        "//x/y",
        "",
    ],
)
def test_host_is_the_one_that_the_standard_library_finds(url: str) -> None:
    assert host_in(url) == (urlsplit(url).hostname or "")


@given(st.text("abZ.:@/?#-é", max_size=12))
def test_host_of_any_address_is_the_one_that_the_standard_library_finds(rest: str) -> None:
    assert host_in(f"https://{rest}") == (urlsplit(f"https://{rest}").hostname or "")
