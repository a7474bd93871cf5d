"""Fits what a bead's score means, and shows how often beads of a score are exactly right.

    python benchmarks/bead_scores.py [FOLDER]

FOLDER holds `dev.PROFILE.SEED.jsonl`. Beads count as they are found with a lexicon and, as in a small
collection, without one. The curve that fits them all belongs into `archive/pairing/beads.py`; while another
stands there the exit code is 1. The first table is cross-fitted: the curve of each part of the documents is
tried on the other. The second shows the scores as they are given.
"""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from pathlib import Path

from pairing import DATA, PROFILES, SEEDS, documents
from pairing_measures import gold, logistic_fit, reliability

from archive.pairing.beads import EVEN, SLOPE, SUREST, bead_score, story_links
from archive.pairing.learn import learned_from
from archive.pairing.learned import Learned, fold

BINS = 10
SLACK = 0.01  # the constants are rounded, and the last digit of a sum is the machine's
Scored = list[tuple[float, bool]]


def without_lexicon(learned: Learned) -> Learned:
    """The same, as a collection knows it that is too small for a lexicon."""
    bare = {lang: replace(known, lexicons=()) for lang, known in learned.translations.items()}
    return replace(learned, translations=bare)


def beads(data: Path) -> tuple[tuple[Scored, Scored], Scored]:
    """Log odds of all beads found and whether they are right, by parts of the documents; and their scores."""
    odds: tuple[Scored, Scored] = ([], [])
    scores: Scored = []
    for path in (data / f"dev.{profile}.{seed}.jsonl" for profile in PROFILES for seed in SEEDS):
        golds = gold(path)
        learned = learned_from(documents(golds))
        for g, document in zip(golds, documents(golds), strict=True):
            for known in (learned, without_lexicon(learned)):
                for one in story_links(document.sides, known):
                    right = (one.rendering, one.original) in g.beads
                    probability = min(max(one.probability, 1 - SUREST), SUREST)
                    odds[fold(g.doc) % 2].append((math.log(probability / (1 - probability)), right))
                    scores.append((bead_score(one), right))
    return odds, scores


def table(name: str, scored: Scored) -> None:
    for lower, average, share, number in reliability(scored, BINS):
        print(f"{name} from {lower:.1f}: mean {average:.3f}, right {share:.3f}, {number} beads")


def main() -> int:
    """Prints the curve that fits best, and both tables; 1 where another curve is in use."""
    odds, scores = beads(Path(sys.argv[1]) if sys.argv[1:] else DATA)
    even, slope = logistic_fit([*odds[0], *odds[1]])
    print(f"best curve: EVEN, SLOPE = {even:.2f}, {slope:.2f}; in use: {EVEN:.2f}, {SLOPE:.2f}")
    crossed: Scored = []
    for ours, others in (odds, odds[::-1]):
        middle, steepness = logistic_fit(others)
        print(f"a part's curve: {middle:.2f}, {steepness:.2f}")
        crossed += [(1 / (1 + math.exp(-steepness * (x - middle))), right) for x, right in ours]
    table("cross-fitted", crossed)
    table("given", scores)
    return int(max(abs(even - EVEN), abs(slope - SLOPE)) > SLACK)


if __name__ == "__main__":
    sys.exit(main())
