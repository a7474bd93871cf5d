"""The groups of paragraphs that may form one side of a bead, and what two of them weigh.

A group is a tuple of offsets from its first paragraph: (0,) is one paragraph, (0, 2) two with a stranger
between them, as where a photo credit was put into a paragraph that the other side left whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]
    Row = np.ndarray[tuple[int], np.dtype[np.float64]]

Group = tuple[int, ...]

GROUPS: tuple[Group, ...] = ((0,), (0, 1), (0, 1, 2), (0, 1, 2, 3), (0, 2))
# Prior log probabilities of a bead's shape, by numbers of paragraphs, from newspapers' habits of splitting.
_SHAPES = {
    (1, 1): -0.1, (2, 1): -2.6, (1, 2): -2.6, (2, 2): -4.6, (3, 1): -4.6, (1, 3): -4.6,
    (3, 2): -6.0, (2, 3): -6.0, (4, 1): -6.0, (1, 4): -6.0,
}  # fmt: skip
_GAP = -1.0


def width(group: Group) -> int:
    """Paragraphs from the first of a group to its last."""
    return group[-1] + 1


def gaps(group: Group) -> int:
    """Paragraphs inside a group's width that are not of it."""
    return width(group) - len(group)


def priors(alone: float) -> dict[tuple[Group, Group], float]:
    """Prior log probability of each pair of groups; one side at most has a gap, whose paragraph stands
    alone."""
    return {
        (a, b): _SHAPES[len(a), len(b)] + (gaps(a) + gaps(b)) * (_GAP + alone)
        for a in GROUPS
        for b in GROUPS
        if (len(a), len(b)) in _SHAPES and gaps(a) + gaps(b) <= 1
    }


def grouped(values: Row, group: Group) -> Row:
    """Sum of a quantity over the group that begins at each position."""
    columns = max(len(values) - width(group) + 1, 0)
    total: Row = np.zeros(columns)
    for offset in group:
        total = total + values[offset : offset + columns]
    return total


def grouped_rows(table: Table, group: Group) -> Table:
    """Sum of a table's rows over the group of rows that begins at each."""
    rows = max(len(table) - width(group) + 1, 0)
    total: Table = np.zeros((rows, table.shape[1]))
    for offset in group:
        total = total + table[offset : offset + rows]
    return total


def widths(sizes: Sequence[int]) -> Row:
    """A quantity of each paragraph as floats."""
    return np.asarray(sizes, dtype=np.float64)
