"""Measures of alignment and verification, as the literature defines them."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nltk.translate.gale_church import align_blocks  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

Beaded = tuple[tuple[int, ...], tuple[int, ...]]
Pairing = list[Beaded]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A noisy document and the beads that are right."""

    doc: str
    rendering: tuple[str, ...]
    original: tuple[str, ...]
    beads: frozenset[tuple[tuple[int, ...], tuple[int, ...]]]

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Both lists of paragraphs."""
        return self.rendering, self.original

    @property
    def halves(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The two halves of the document, cut between two beads; none where there are too few."""
        ordered = sorted(self.beads)
        if len(ordered) < 4:
            return []
        ours, theirs = ordered[len(ordered) // 2][0][0], ordered[len(ordered) // 2][1][0]
        return [
            (self.rendering[:ours], self.original[:theirs]),
            (self.rendering[ours:], self.original[theirs:]),
        ]


def gold(path: Path) -> list[Gold]:
    """Documents of a file of JSON lines with `doc`, `sv`, `vi`, `gold`."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [
        Gold(
            doc=row["doc"],
            rendering=tuple(row["sv"]),
            original=tuple(row["vi"]),
            beads=frozenset((tuple(ours), tuple(theirs)) for ours, theirs in row["gold"]),
        )
        for row in rows
    ]


def f1(found: Iterable[object], right: Iterable[object]) -> float:
    """Harmonic mean of precision and recall."""
    ours, theirs = set(found), set(right)
    return 2 * len(ours & theirs) / max(len(ours) + len(theirs), 1)


def strict(pairings: Sequence[Iterable[Beaded]]) -> set[object]:
    """Beads of all documents, each of which is right only as a whole."""
    return {(number, bead) for number, pairing in enumerate(pairings) for bead in pairing}


def link(pairings: Sequence[Iterable[Beaded]]) -> set[object]:
    """Pairs of paragraphs that share a bead."""
    return {
        (number, i, j)
        for number, pairing in enumerate(pairings)
        for ours, theirs in pairing
        for i in ours
        for j in theirs
    }


def alone(documents: Sequence[Gold], pairings: Sequence[Iterable[Beaded]], side: int) -> set[object]:
    """Paragraphs of one side that no bead holds."""
    return {
        (number, i)
        for number, (document, pairing) in enumerate(zip(documents, pairings, strict=True))
        for i in set(range(len(document.sides[side]))) - {i for bead in pairing for i in bead[side]}
    }


def gale_church(rendering: Sequence[str], original: Sequence[str]) -> Pairing:
    """Beads of nltk's implementation of Gale and Church 1993, from lengths in characters."""
    if not rendering or not original:
        return []
    beads: Pairing = []
    for i, j in align_blocks([len(text) for text in rendering], [len(text) for text in original]):
        if beads and (beads[-1][0][-1] == i or beads[-1][1][-1] == j):
            ours, theirs = beads[-1]
            beads[-1] = (tuple(sorted({*ours, i})), tuple(sorted({*theirs, j})))
        else:
            beads.append(((i,), (j,)))
    return beads


def equal_error_rate(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The error rate at the threshold where as many right ones are refused as wrong ones accepted."""
    thresholds = sorted({*right, *wrong})
    return min(
        max(sum(x < t for x in right) / len(right), sum(x >= t for x in wrong) / len(wrong))
        for t in thresholds
    )


def reliability(scored: Sequence[tuple[float, bool]], bins: int = 5) -> list[tuple[float, float, float, int]]:
    """Bins of equal width: lower bound, mean score, share that is right, number."""
    table = []
    for k in range(bins):
        inside = [
            (s, right)
            for s, right in scored
            if k / bins <= s < (k + 1) / bins or (s == 1.0 and k == bins - 1)
        ]
        if inside:
            mean = sum(s for s, _ in inside) / len(inside)
            table.append((k / bins, mean, sum(right for _, right in inside) / len(inside), len(inside)))
    return table


def logistic_fit(scored: Sequence[tuple[float, bool]], rounds: int = 50) -> tuple[float, float]:
    """Middle and slope of the logistic curve that fits best, by Newton's method with a little ridge."""
    a, b = 0.0, 1.0
    for _ in range(rounds):
        p = [1 / (1 + math.exp(-max(-30.0, min(30.0, a + b * x)))) for x, _ in scored]
        ga = sum(y - q for (_, y), q in zip(scored, p, strict=True))
        gb = sum((y - q) * x for (x, y), q in zip(scored, p, strict=True)) - 0.02 * b
        w = [q * (1 - q) for q in p]
        haa, hab = sum(w) + 1e-6, sum(v * x for (x, _), v in zip(scored, w, strict=True))
        hbb = sum(v * x * x for (x, _), v in zip(scored, w, strict=True)) + 0.02
        det = haa * hbb - hab * hab
        a, b = a + 0.5 * (ga * hbb - gb * hab) / det, b + 0.5 * (gb * haa - ga * hab) / det
    return -a / b, b
