"""Paragraphs of a rendering and of its original, put into beads by dynamic programming.

A bead is worth the log likelihood ratio of its two groups; a paragraph alone costs a constant, whatever its
length, since captions and furniture come in every length. Order is kept; beads cover both sides once.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.model import Bead
from archive.pairing.anchors import anchors
from archive.pairing.likelihood import FOUND, FOUND_BACK, anchor_table

if TYPE_CHECKING:
    from collections.abc import Sequence

SHAPES = {  # prior log probability of bead shapes, rendering × original
    (1, 1): -0.1, (2, 1): -2.6, (1, 2): -2.6, (2, 2): -4.6, (3, 1): -4.6, (1, 3): -4.6,
    (3, 2): -6.0, (2, 3): -6.0, (4, 1): -6.0, (1, 4): -6.0,
}  # fmt: skip
ALONE = -1.2
_LARGEST = 4


@dataclass(frozen=True, slots=True)
class LengthModel:
    """Characters of the original per character of the rendering, and how much that varies."""

    ratio: float = 0.95
    spread: float = 0.18
    background: float = 0.9

    def log_ratio(self, rendering: int, original: int) -> float:
        """Log likelihood ratio of two lengths; short texts vary more, and coincide without meaning anything."""
        spread = math.sqrt(self.spread**2 + 2.0 / min(rendering, original))
        distance = math.log(original / rendering / self.ratio)
        closeness = math.log(self.background / spread) if spread < self.background else 0.0
        return closeness - distance * distance / 2 * (spread**-2 - self.background**-2)


def align(rendering: Sequence[str], original: Sequence[str], lang: str = "sv") -> list[Bead]:
    """Beads of two lists of paragraphs, unaligned ones with one side empty, in order."""
    source = [anchors(text, lang) for text in rendering]
    target = [anchors(text, "vi") for text in original]
    forth = {size: anchor_table(source, target, size, FOUND).tolist() for size in range(1, _LARGEST + 1)}
    back = {size: anchor_table(target, source, size, FOUND_BACK).tolist() for size in range(1, _LARGEST + 1)}
    lengths = LengthModel()
    a_len = [max(len(t), 1) for t in rendering]
    b_len = [max(len(t), 1) for t in original]
    n, m = len(rendering), len(original)
    best = [[-math.inf] * (m + 1) for _ in range(n + 1)]
    step: list[list[tuple[int, int, float]]] = [[(0, 0, 0.0)] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        for j in range(m + 1):
            here = best[i][j]
            if i < n and here + ALONE > best[i + 1][j]:
                best[i + 1][j] = here + ALONE
                step[i + 1][j] = (1, 0, 0.0)
            if j < m and here + ALONE > best[i][j + 1]:
                best[i][j + 1] = here + ALONE
                step[i][j + 1] = (0, 1, 0.0)
            for (a, b), prior in SHAPES.items():
                if i + a > n or j + b > m:
                    continue
                value = prior + lengths.log_ratio(sum(a_len[i : i + a]), sum(b_len[j : j + b]))
                value += sum(forth[b][k][j] for k in range(i, i + a))
                value += sum(back[a][k][i] for k in range(j, j + b))
                if here + value > best[i + a][j + b]:
                    best[i + a][j + b] = here + value
                    step[i + a][j + b] = (a, b, value)
    beads = []
    i, j = n, m
    while i or j:
        a, b, value = step[i][j]
        beads.append(Bead(rendering=tuple(range(i - a, i)), original=tuple(range(j - b, j)), score=value))
        i, j = i - a, j - b
    return beads[::-1]
