"""How much likelier two groups of paragraphs are as translations of each other than as strangers.

Everything is a natural logarithm of that ratio, summed over independent observations (as Gale and Church 1993
do for length): each anchor of one side is found on the other or missed, each word is explained by the lexicon
or not. For a given target group the source paragraphs' observations add up, so one table of
paragraph × position for each group size is all that the alignment needs.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.anchors import Anchors

    Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]

# Share of anchors found in the true counterpart, by kind, from translated news; names lose most where the
# original writes `ông` or a title for them.
FOUND = {"d": 0.97, "m": 0.95, "w": 0.95, "t": 0.9, "%": 0.9, "n": 0.8, "x": 0.75}
FOUND_BACK = {"d": 0.75, "m": 0.85, "w": 0.75, "t": 0.6, "%": 0.85, "n": 0.7, "x": 0.5}
_LOOSE_FOUND = 0.5
_DIRECTION = 0.6  # an anchor found is seen from both sides: the two sightings are less than two


def _chance(count: int, size: int, paragraphs: int) -> float:
    """Probability that a group of `size` paragraphs holds a token that `count` of the target's do."""
    return min(0.95, size * (count + 0.15) / (paragraphs + 10))


def anchor_table(
    source: Sequence[Anchors], target: Sequence[Anchors], size: int, found: dict[str, float]
) -> Table:
    """Log ratio of each source paragraph's anchors against each group of `size` target paragraphs.

    Row i, column j: paragraph i against target paragraphs j … j+size-1.
    """
    counts = Counter(token for paragraph in target for token in paragraph.every)
    columns = len(target) - size + 1
    groups = [frozenset().union(*(p.every for p in target[j : j + size])) for j in range(columns)]
    table = np.zeros((len(source), max(columns, 0)))
    for i, paragraph in enumerate(source):
        missed = 0.0
        gains = {}
        for token in paragraph.every:
            count = counts.get(token, 0)
            firm = token in paragraph.firm
            hit = found[token[0]] if firm else _LOOSE_FOUND
            chance = _chance(count, size, len(target))
            miss = np.log((1 - hit) / (1 - chance)) if firm else 0.0
            missed += min(miss, 0.0)
            if count:
                gains[token] = max(np.log(hit / chance), 0.0) - min(miss, 0.0)
        for j in range(columns):
            table[i, j] = missed + sum(gains[token] for token in gains.keys() & groups[j])
    return table * _DIRECTION
