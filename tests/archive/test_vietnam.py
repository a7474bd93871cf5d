"""A day in Vietnam begins seven hours before the same day in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.vietnam import ZONE, day_at, start_of_day


def test_a_day_begins_at_five_in_the_afternoon_before() -> None:
    assert start_of_day(date(2026, 3, 2)) == datetime(2026, 3, 1, 17, tzinfo=UTC)
    assert ZONE == "Asia/Ho_Chi_Minh"


@given(st.dates(min_value=date(1, 1, 2)))
def test_a_day_lasts_from_its_start(day: date) -> None:
    start = start_of_day(day)
    assert day_at(start) == day
    assert day_at(start - timedelta(microseconds=1)) == day - timedelta(days=1)


def test_the_first_day_there_is_has_a_start() -> None:
    assert start_of_day(date.min) == datetime.min.replace(tzinfo=UTC)
