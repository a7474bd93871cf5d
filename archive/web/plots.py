"""Plots as figures for the templates to draw as inline SVG: bars of a height, at a place, with a label."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT = 720.0, 120.0
MOST_BARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """All lengths in units of a drawing of WIDTH by HEIGHT; `label` says the days and the count."""

    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    bars: tuple[Bar, ...]
    first: str
    last: str
    highest: int
    total: int


def days_plot(counts: Sequence[tuple[str, int]]) -> Plot | None:
    """Counts by day (YYYY-MM-DD, ascending) as bars of equal spans; a day without a count leaves a gap."""
    if not counts:
        return None
    first, last = date.fromisoformat(counts[0][0]), date.fromisoformat(counts[-1][0])
    span = max(1, -(-((last - first).days + 1) // MOST_BARS))
    bins: Counter[int] = Counter()
    for day, count in counts:
        bins[(date.fromisoformat(day) - first).days // span] += count
    highest, step = max(bins.values()), WIDTH / max(((last - first).days // span) + 1, 12)
    bars = []
    for number, count in sorted(bins.items()):
        start = first + timedelta(days=number * span)
        end = start + timedelta(days=span - 1)
        height = max(HEIGHT * count / highest, 2.0)
        label = f"{start} to {end}: {count}" if span > 1 else f"{start}: {count}"
        bars.append(Bar(x=number * step, y=HEIGHT - height, width=step * 0.86, height=height, label=label))
    return Plot(bars=tuple(bars), first=str(first), last=str(last), highest=highest, total=sum(bins.values()))
