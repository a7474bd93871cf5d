"""From what beads gain to the beads: how probable each is, and the sequence that is most often right.

Forward–backward over the grid of positions gives every bead's probability among all sequences of beads. The
sequence taken is the one that expects the most beads and lone paragraphs right (as Holmes and Durbin 1998 do
for genes): the likeliest one as a whole decides many near ties, all for the same side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.groups import gaps, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.pairing.groups import Group, Row, Table

    Tables = Mapping[tuple[Group, Group], Table]
    Lone = tuple[Row, Row]

_LONE_WORTH = 0.5  # a lone paragraph that is right, in beads
Step = tuple[
    int, int, "Table"
]  # paragraphs of either side that a bead spans, and its values by where it begins


def probabilities(gains: Tables, size: tuple[int, int], alone: float) -> dict[tuple[Group, Group], Table]:
    """Of each bead, given the log likelihood ratios of all and of a paragraph that stands alone."""
    steps = [(width(a), width(b), table) for (a, b), table in gains.items()]
    lone = (np.full(size[0], alone), np.full(size[1], alone))
    before = _grid(steps, lone, np.logaddexp)
    turned = [(down, right, table[::-1, ::-1]) for down, right, table in steps]
    after = _grid(turned, lone, np.logaddexp)[::-1, ::-1]
    return {
        (a, b): np.exp(
            before[: len(table), : table.shape[1]] + table + after[width(a) :, width(b) :] - before[-1, -1]
        )
        for (a, b), table in gains.items()
    }


def expected_best(probable: Tables, size: tuple[int, int]) -> list[tuple[Group, Group, int, int]]:
    """The beads, as groups and where these begin, that expect the most right; in order."""
    lone = tuple(_LONE_WORTH * row for row in _lone(probable, size))
    worth = {
        (a, b): table + _inside(a, lone[0], len(table))[:, None] + _inside(b, lone[1], table.shape[1])
        for (a, b), table in probable.items()
    }
    best = _grid(
        [(width(a), width(b), table) for (a, b), table in worth.items()], (lone[0], lone[1]), np.maximum
    )
    return _walked_back(best, worth, (lone[0], lone[1]))


def _lone(probable: Tables, size: tuple[int, int]) -> Lone:
    """Probability of each paragraph of either side to stand alone."""
    ours, theirs = np.ones(size[0]), np.ones(size[1])
    for (a, b), table in probable.items():
        by_row, by_column = table.sum(axis=1), table.sum(axis=0)
        for offset in a:
            ours[offset : offset + len(by_row)] -= by_row
        for offset in b:
            theirs[offset : offset + len(by_column)] -= by_column
    return ours, theirs


def _inside(group: Group, lone: Row, places: int) -> Row:
    """What the lone paragraphs within a group's width are worth, by where the group begins."""
    total: Row = np.zeros(places)
    for offset in set(range(width(group))) - set(group) if gaps(group) else ():
        total = total + lone[offset : offset + places]
    return total


def _grid(steps: Sequence[Step], lone: Lone, join: np.ufunc) -> Table:
    """Values of all ways to each position, joined: `maximum` for the best way, `logaddexp` for their sum."""
    ours, theirs = lone
    along = np.concatenate([[0.0], np.cumsum(theirs)])
    values: Table = np.full((len(ours) + 1, len(along)), -np.inf)
    for i in range(len(values)):
        ways = np.full((len(steps) + 1, len(along)), -np.inf)
        if i:
            ways[-1] = values[i - 1] + ours[i - 1]
        else:
            ways[-1, 0] = 0.0
        for way, (down, right, table) in zip(ways, steps, strict=False):
            if down <= i:
                way[right:] = values[i - down, : len(along) - right] + table[i - down]
        values[i] = join.accumulate(join.reduce(ways, axis=0) - along) + along
    return values


def _walked_back(best: Table, worth: Tables, lone: Lone) -> list[tuple[Group, Group, int, int]]:
    found = []
    i, j = best.shape[0] - 1, best.shape[1] - 1
    while i and j:
        alone = max(best[i - 1, j] + lone[0][i - 1], best[i, j - 1] + lone[1][j - 1])
        value, groups = max(_ways(best, worth, i, j), default=(-np.inf, ((), ())))
        if value > alone:
            i, j = i - width(groups[0]), j - width(groups[1])
            found.append((*groups, i, j))
        elif best[i - 1, j] + lone[0][i - 1] == alone:
            i -= 1
        else:
            j -= 1
    return found[::-1]


def _ways(best: Table, worth: Tables, i: int, j: int) -> Iterable[tuple[float, tuple[Group, Group]]]:
    """Values of the beads that end at a position."""
    for (a, b), table in worth.items():
        row, column = i - width(a), j - width(b)
        if row >= 0 and column >= 0:
            yield best[row, column] + table[row, column], (a, b)
