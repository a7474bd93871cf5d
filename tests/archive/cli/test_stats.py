"""Small plots of what came when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from archive.cli.stats import spans

if TYPE_CHECKING:
    from tests.archive.cli.conftest import Desk, Kalla

FIRST = date(2026, 1, 1)


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 99)), min_size=1), st.integers(1, 80))
def test_no_day_is_lost_and_no_plot_is_too_wide(found: list[tuple[int, int]], most: int) -> None:
    days = [((FIRST + timedelta(days=day)).isoformat(), count) for day, count in found]
    sums = spans(days, FIRST, FIRST + timedelta(days=max(day for day, _ in found)), most)
    assert len(sums) <= most
    assert sum(sums) == sum(count for _, count in found)


def test_days_without_anything_are_seen_as_gaps() -> None:
    assert spans([("2026-01-01", 2), ("2026-01-04", 1)], FIRST, date(2026, 1, 4), 60) == [2, 0, 0, 1]


def test_captures_bytes_hosts_and_states_are_told(desk: Desk, run: Kalla) -> None:
    told = run("stats", "--collection", str(desk.collection.root)).stdout
    for part in ("captures, by host", "nhandan.vn", "over time, 2026-03-01 to 2026-03-02", "bytes", "edited"):
        assert part in told
