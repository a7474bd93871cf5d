from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.groups import GROUPS, width
from archive.pairing.paths import best_paths

if TYPE_CHECKING:
    from archive.pairing.groups import Group, Table

    Gains = dict[tuple[Group, Group], Table]

ALONE = -2.6


def gains_of(rows: int, columns: int, seed: int) -> Gains:
    chance = np.random.default_rng(seed)
    return {
        (a, b): chance.normal(0, 3, (rows - width(a) + 1, columns - width(b) + 1))
        for a in GROUPS
        for b in GROUPS
        if width(a) <= rows and width(b) <= columns
    }


def walked(gains: Gains, rows: int, start: int, size: int) -> float:
    """One article's best path, a cell at a time."""
    best = np.full((rows + 1, size + 1), -np.inf)
    best[0] = 0.0
    for i in range(1, rows + 1):
        for j in range(size + 1):
            ways = [best[i - 1, j] + ALONE]
            ways += [
                best[i - width(a), j - width(b)] + table[i - width(a), start + j - width(b)]
                for (a, b), table in gains.items()
                if width(a) <= i and width(b) <= j
            ]
            ways += [best[i, j - 1] - 1.0] * (j > 0)
            best[i, j] = max(ways)
    return float(best[-1].max())


@given(st.integers(1, 6), st.lists(st.integers(0, 9), min_size=1, max_size=4), st.integers(0, 99))
def test_articles_walked_at_once_come_to_what_each_comes_to_alone(
    rows: int, sizes: list[int], seed: int
) -> None:
    bounds = [0, *np.cumsum(sizes).tolist()]
    if not bounds[-1]:
        return
    gains = gains_of(rows, bounds[-1], seed)
    alone = [walked(gains, rows, start, size) for start, size in zip(bounds, sizes, strict=False)]
    assert best_paths(gains, bounds, rows, ALONE).tolist() == pytest.approx(alone)
