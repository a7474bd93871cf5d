"""Bars stand where their days are, and none is lost."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from archive.web.plots import HEIGHT, MOST_BARS, WIDTH, days_plot

DAYS = st.dictionaries(st.integers(0, 20_000), st.integers(1, 10**6), min_size=1, max_size=200)


@given(DAYS)
def test_every_count_is_in_a_bar_within_the_drawing(counts: dict[int, int]) -> None:
    first = date(1995, 1, 1)
    plot = days_plot([(str(first + timedelta(days=day)), count) for day, count in sorted(counts.items())])
    assert plot is not None
    assert plot.total == sum(counts.values())
    assert len(plot.bars) <= MOST_BARS
    for bar in plot.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert 0 < bar.height <= HEIGHT
        assert abs(bar.y + bar.height - HEIGHT) < 1e-9


def test_nothing_has_no_plot() -> None:
    assert days_plot([]) is None
