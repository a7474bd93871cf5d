"""Fits what a bead's score means, and shows how often beads of a score are exactly right.

    python benchmarks/bead_scores.py [FOLDER]

FOLDER holds `dev.PROFILE.SEED.jsonl`. The first table is cross-fitted: the curve of each half of the
documents is tried on the other half. The second shows the scores as they are given.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

from pairing import DATA, PROFILES, SEEDS, documents
from pairing_measures import gold, logistic_fit, reliability

from archive.pairing.beads import bead_score, story_links
from archive.pairing.learn import learned_from
from archive.pairing.learned import fold

BINS = 10
Scored = list[tuple[float, bool]]


def beads(data: Path) -> tuple[tuple[Scored, Scored], Scored]:
    """Log odds of all beads found and whether they are right, by halves of documents; and their scores."""
    odds: tuple[Scored, Scored] = ([], [])
    scores: Scored = []
    for profile in PROFILES:
        for seed in SEEDS:
            golds = gold(data / f"dev.{profile}.{seed}.jsonl")
            learned = learned_from(documents(golds))
            for g, document in zip(golds, documents(golds), strict=True):
                for one in story_links(document.sides, learned):
                    right = (one.rendering, one.original) in g.beads
                    probability = min(max(one.probability, 1e-4), 1 - 1e-4)
                    odds[fold(g.doc) % 2].append((math.log(probability / (1 - probability)), right))
                    scores.append((bead_score(one), right))
    return odds, scores


def table(name: str, scored: Scored) -> None:
    for lower, average, share, number in reliability(scored, BINS):
        print(f"{name} from {lower:.1f}: mean {average:.3f}, right {share:.3f}, {number} beads")


def main() -> int:
    """Prints the curve that fits best, and both tables."""
    odds, scores = beads(Path(sys.argv[1]) if sys.argv[1:] else DATA)
    middle, slope = logistic_fit([*odds[0], *odds[1]])
    print(f"best curve: even at log odds {middle:.3f}, slope {slope:.3f}")
    crossed: Scored = []
    for ours, others in (odds, odds[::-1]):
        middle, slope = logistic_fit(others)
        crossed += [(1 / (1 + math.exp(-slope * (x - middle))), right) for x, right in ours]
    table("cross-fitted", crossed)
    table("given", scores)
    return 0


if __name__ == "__main__":
    sys.exit(main())
