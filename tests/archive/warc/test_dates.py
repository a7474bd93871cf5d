"""Dates keep their microseconds; foreign ones are read as the standard allows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.warc.dates import parsed_warc_date, timestamp14, warc_date


@given(
    st.datetimes(
        min_value=datetime(1970, 1, 1),  # noqa: DTZ001
        timezones=st.timezones(),
        allow_imaginary=False,
    )
)
def test_written_date_is_read_back(at: datetime) -> None:
    # In UTC, for a time that a clock's change skips or repeats equals none in another zone (PEP 495).
    assert parsed_warc_date(warc_date(at)) == at.astimezone(UTC)
    assert len(timestamp14(at)) == 14


@pytest.mark.parametrize(
    ("text", "microsecond"),
    [
        ("2026-03-01T08:30:00Z", 0),
        ("2026-03-01T08:30:00.5Z", 500_000),
        ("2026-03-01T08:30:00.123456789Z", 123_456),
    ],
)
def test_fraction_may_have_any_length(text: str, microsecond: int) -> None:
    assert parsed_warc_date(text) == datetime(2026, 3, 1, 8, 30, 0, microsecond, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2026-03-02T08:30Z", datetime(2026, 3, 2, 8, 30, tzinfo=UTC)),
    ],
)
def test_date_of_less_precision_is_the_beginning_of_its_time(text: str, at: datetime) -> None:
    assert parsed_warc_date(text) == at


@pytest.mark.parametrize(
    "text",
    ["", "202", "2026-3", "2026-02-30", "2026-03-01T08Z", "2026-03-01T08:30", "2026-03-01T08:30:00+01:00"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a WARC-Date|out of range"):
        parsed_warc_date(text)
