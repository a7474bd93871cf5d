"""What every bead gains by the best alignment of the sentences inside it, these being kept in order.

It is the inner level of two-level dynamic programming (Sakoe 1979, for words in speech): merged paragraphs
hold their parts one after the other, which lengths and words of the whole do not show. All beads are aligned
at once, cell by cell of a small grid that has the rendering's sentences from where the bead begins one way,
and the original's the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.groups import gaps, grouped, width, widths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.pairing.groups import Group, Row, Table

    Beads = tuple[Group, Group]
    Gains = Mapping[Beads, Table]
    Counts = tuple[Sequence[int], Sequence[int]]  # sentences of each paragraph, on either side
    Runs = np.ndarray[tuple[int, int], np.dtype[np.int64]]
    Grid = np.ndarray[tuple[int, int, int, int], np.dtype[np.float64]]

_WIDEST: Group = (0, 1, 2, 3)


def inner_gains(gains: Gains, counts: Counts, beads: Iterable[Beads], alone: float) -> dict[Beads, Table]:
    """Gains of the beads of paragraphs, by their groups and where these begin, given the gains of groups of
    sentences, and what a sentence costs that stands alone in its bead."""
    possible = [(a, b) for a, b in beads if width(a) <= len(counts[0]) and width(b) <= len(counts[1])]
    inside: dict[Beads, Table] = {}
    for reach in dict.fromkeys((_reach(a), _reach(b)) for a, b in possible):
        # One grid at a time: a hundred paragraphs of many sentences make it a hundred megabytes.
        begun = _grid(gains, _runs(counts[0], reach[0]), _runs(counts[1], reach[1]), alone)
        inside |= {
            (a, b): _where_they_end(begun, grouped(widths(counts[0]), a), grouped(widths(counts[1]), b))
            for a, b in possible
            if (_reach(a), _reach(b)) == reach
        }
        del begun
    return {bead: inside[bead] for bead in possible}


def _where_they_end(grid: Grid, ours: Row, theirs: Row) -> Table:
    """The values of a grid at the ends of groups, given the sentences of the group that begins at each
    paragraph."""
    down, right = ours.astype(int)[:, None], theirs.astype(int)[None, :]
    ends: Table = grid[down, np.arange(len(ours))[:, None], right, np.arange(len(theirs))[None, :]]
    return ends


def _reach(group: Group) -> Group:
    """The group whose sentences begin with this one's: an alignment that goes on has passed its end."""
    return group if gaps(group) else _WIDEST


def _runs(counts: Sequence[int], group: Group) -> Runs:
    """The sentences of the group that begins at each paragraph, in order, and -1 after the last."""
    starts = np.cumsum([0, *counts])
    runs = [
        [
            sentence
            for k in group
            if i + k < len(counts)
            for sentence in range(starts[i + k], starts[i + k + 1])
        ]
        for i in range(len(counts))
    ]
    longest = max(map(len, runs))
    return np.array([[*run, *[-1] * (longest - len(run))] for run in runs], dtype=np.int64)


def _begins(runs: Runs, size: int) -> Runs:
    """The runs, with -1 too where not so many neighbouring sentences follow."""
    last = np.full_like(runs, -1)
    last[:, : max(runs.shape[1] - size + 1, 0)] = runs[:, size - 1 :]
    return np.where(last == runs + size - 1, runs, -1)


def _grid(gains: Gains, ours: Runs, theirs: Runs, alone: float) -> Grid:
    """The best of all alignments of as many sentences of ours, from where each of our groups begins, with as
    many of theirs, from where each of theirs begins."""
    steps = [
        (len(a), len(b), np.pad(table, (0, 1), constant_values=-np.inf)) for (a, b), table in gains.items()
    ]
    rows = {size: _begins(ours, size).T for size, _, _ in steps}
    columns = {size: _begins(theirs, size).T for _, size, _ in steps}
    shape = (ours.shape[1] + 1, len(ours), theirs.shape[1] + 1, len(theirs))
    skipped = alone * np.arange(shape[2])[:, None]
    best: Grid = np.full(shape, -np.inf)
    best[0] = skipped
    for p in range(1, len(best)):
        row = best[p - 1] + alone
        for down, right, table in steps:
            if down <= p and right < shape[2]:
                begun = table[rows[down][p - down]][:, columns[right][: shape[2] - right]]
                reached = best[p - down, :, : shape[2] - right] + begun
                np.maximum(row[:, right:], reached, out=row[:, right:])
        best[p] = np.maximum.accumulate(row - skipped, axis=1) + skipped
    return best
