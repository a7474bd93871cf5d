from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.groups import GROUPS, gaps, width
from archive.pairing.inner_alignment import inner_gains

if TYPE_CHECKING:
    from archive.pairing.groups import Group, Table

    Gains = dict[tuple[Group, Group], Table]

ALONE = -2.6
SHAPES: list[tuple[Group, Group]] = [((0,), (0,)), ((0, 1), (0,)), ((0,), (0, 1)), ((0, 1, 2), (0,))]
BEADS = [(a, b) for a in GROUPS for b in GROUPS if gaps(a) + gaps(b) <= 1]

sentences = st.lists(st.integers(1, 3), min_size=1, max_size=5)


def gains_of(rows: int, columns: int, seed: int) -> Gains:
    chance = np.random.default_rng(seed)
    return {
        (a, b): chance.normal(0, 3, (rows - width(a) + 1, columns - width(b) + 1))
        for a, b in SHAPES
        if width(a) <= rows and width(b) <= columns
    }


def aligned(gains: Gains, ours: list[int], theirs: list[int]) -> float:
    """The best alignment of these sentences, a cell at a time; no step leaps over a sentence of another."""
    best = np.full((len(ours) + 1, len(theirs) + 1), -np.inf)
    best[0, 0] = 0.0
    for p in range(len(ours) + 1):
        for q in range(len(theirs) + 1):
            ways = [best[p, q]]
            ways += [best[p - 1, q] + ALONE] * (p > 0)
            ways += [best[p, q - 1] + ALONE] * (q > 0)
            for (a, b), table in gains.items():
                here, there = ours[max(p - len(a), 0) : p], theirs[max(q - len(b), 0) : q]
                if neighbours(here, len(a)) and neighbours(there, len(b)):
                    ways.append(best[p - len(a), q - len(b)] + table[here[0], there[0]])
            best[p, q] = max(ways)
    return float(best[-1, -1])


def neighbours(found: list[int], size: int) -> bool:
    return len(found) == size and found[-1] - found[0] == size - 1


def held(counts: list[int], group: Group, start: int) -> list[int]:
    firsts = [0, *np.cumsum(counts).tolist()]
    return [sentence for k in group for sentence in range(firsts[start + k], firsts[start + k + 1])]


@given(sentences, sentences, st.integers(0, 99))
def test_beads_aligned_at_once_gain_what_each_gains_alone(
    ours: list[int], theirs: list[int], seed: int
) -> None:
    gains = gains_of(sum(ours), sum(theirs), seed)
    found = inner_gains(gains, (ours, theirs), BEADS, ALONE)
    assert set(found) == {(a, b) for a, b in BEADS if width(a) <= len(ours) and width(b) <= len(theirs)}
    for (a, b), table in found.items():
        assert table.shape == (len(ours) - width(a) + 1, len(theirs) - width(b) + 1)
        for (i, j), gain in np.ndenumerate(table):
            assert gain == pytest.approx(aligned(gains, held(ours, a, i), held(theirs, b, j)))
