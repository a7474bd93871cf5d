"""The best path of beads through each of several articles, all walked at once, row by row of their grids.

A path begins and ends anywhere in its article: what stands before and after costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.groups import width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.pairing.groups import Group, Row, Table
    from archive.pairing.outline import Whole

    Gains = Mapping[tuple[Group, Group], Table]

_SKIPPED = 1.0  # nats for an article's paragraph between two beads


def best_paths(gains: Gains, bounds: Sequence[int], rows: int, alone: float) -> Row:
    """Nats of each article's best path, `alone` for each paragraph of the rendering that is in no bead.

    Articles stand side by side in `gains` and begin at `bounds`; those of like length are walked together.
    One without paragraphs leaves all of the rendering's alone.
    """
    starts, sizes = np.array(bounds[:-1]), np.diff(bounds)
    nats = np.full(len(sizes), rows * alone)
    doubled = np.array([int(size).bit_length() for size in sizes])
    for one in sorted(set(doubled.tolist()) - {0}):
        alike = np.flatnonzero(doubled == one)
        nats[alike] = _walked(_steps(gains, starts[alike], sizes[alike]), sizes[alike], rows, alone)
    return nats


Step = tuple[int, int, "Table"]  # paragraphs of either side that a bead spans, and its gains by where it ends


def _steps(gains: Gains, starts: Whole, sizes: Whole) -> list[Step]:
    """Gains by the rendering's paragraph where a bead begins and the column where it ends.

    Every article has as many columns as the longest, and one before them; a bead ends within its article.
    """
    ends = np.arange(int(sizes.max()) + 1)[None, :]
    steps = []
    for (a, b), table in gains.items():
        begins = ends - width(b)
        is_inside = ((begins >= 0) & (ends <= sizes[:, None])).ravel()
        columns = np.where(is_inside, (starts[:, None] + begins).ravel(), 0)
        steps.append((width(a), width(b), np.where(is_inside, table[:, columns], -np.inf)))
    return steps


def _walked(steps: Sequence[Step], sizes: Whole, rows: int, alone: float) -> Row:
    shape = (len(sizes), int(sizes.max()) + 1)
    skipped = _SKIPPED * np.arange(shape[1])
    best = [np.zeros(shape[0] * shape[1])]
    for i in range(1, rows + 1):
        row = best[i - 1] + alone
        for down, right, table in steps:
            if down <= i and right < len(row):
                reached = best[i - down][:-right] + table[i - down, right:]
                np.maximum(row[right:], reached, out=row[right:])
        after = np.maximum.accumulate(row.reshape(shape) + skipped, axis=1) - skipped
        best.append(after.ravel())
    most: Row = best[-1].reshape(shape).max(axis=1)
    return most
