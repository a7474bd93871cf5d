"""What the commands' words mean, without a collection."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cli.addresses import time_named, url_and_time
from archive.cli.printing import printable, side_by_side
from archive.cli.stats import sparkline
from archive.errors import WrongUsage


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-03", datetime(2026, 3, 1, tzinfo=UTC)),
        ("20260301", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-01T12:30Z", datetime(2026, 3, 1, 12, 30, tzinfo=UTC)),
        ("20260301123059", datetime(2026, 3, 1, 12, 30, 59, tzinfo=UTC)),
    ],
)
def test_a_time_may_be_cut_short(text: str, meant: datetime) -> None:
    assert time_named(text) == meant


@pytest.mark.parametrize("text", ["2026-13", "20260230", "99"])
def test_what_is_no_time_is_wrong_usage(text: str) -> None:
    with pytest.raises(WrongUsage, match="write it like"):
        time_named(text)


def test_an_address_with_an_at_sign_is_no_time() -> None:
    url = "https://nhandan.vn/@toa-soan-post1.html"
    assert url_and_time(url) == (url, None)
    assert url_and_time(f"{url}@2026-03-01") == (url, datetime(2026, 3, 1, tzinfo=UTC))


def test_what_would_steer_a_terminal_is_not_printed() -> None:
    assert printable("\x1b[31mđỏ\u202e\x9b") == "\ufffd[31mđỏ\ufffd\ufffd"


@given(st.text(), st.text(), st.integers(20, 200))
def test_two_columns_fit_the_width(left: str, right: str, width: int) -> None:
    lines = side_by_side(left, right, width=width).split("\n")
    assert all(len(line) <= width + 1 for line in lines)


@given(st.lists(st.integers(0, 10**6), max_size=100))
def test_in_a_plot_something_is_never_nothing(values: list[int]) -> None:
    plot = sparkline(values)
    assert len(plot) == len(values)
    assert all((mark == " ") == (value == 0) for mark, value in zip(plot, values, strict=True))
