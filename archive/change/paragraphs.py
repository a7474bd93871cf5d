"""Which paragraph of one version became which of the next.

Equal paragraphs in equal order hold the two versions together; between them, similar ones are matched.
Linear in equal paragraphs, and what is quadratic is bounded, since a page decides how many it has.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.change.folding import words

if TYPE_CHECKING:
    from collections.abc import Sequence

# From this share of common words on, one paragraph is an edited form of the other.
SIMILAR = 0.5
# Words compared within one gap; beyond it, what is not equal counts as taken out and put in. To compare two
# paragraphs at all costs as much as some words.
MAX_COMPARISONS = 20_000_000
PAIR_COST = 10

Link = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Links (old, new) in the order of the new version; None stands for no counterpart.

    `moved` are equal paragraphs whose order changed. Paragraphs that were only split or joined are in none.
    """

    links: tuple[Link, ...]
    moved: tuple[tuple[int, int], ...]


def alignment(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Align two sequences of folded paragraphs."""
    kept, moved = _equal(old, new)
    if " ".join(old) == " ".join(new):
        return Alignment(links=tuple(kept), moved=())
    settled_old, settled_new = {i for i, _ in moved}, {j for _, j in moved}
    links: list[Link] = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *kept, (len(old), len(new))]):
        gap_old = [k for k in range(i + 1, next_i) if k not in settled_old]
        gap_new = [k for k in range(j + 1, next_j) if k not in settled_new]
        if " ".join(old[k] for k in gap_old) != " ".join(new[k] for k in gap_new):
            links += _gap(gap_old, gap_new, old, new)
        if next_i < len(old):
            links.append((next_i, next_j))
    return Alignment(links=tuple(links), moved=tuple(moved))


def _equal(old: Sequence[str], new: Sequence[str]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Equal paragraphs, the first of a text with the first and so on: in common order, and out of it."""
    places = {key: i for i, key in enumerate(_numbered(old))}
    pairs = [(places[key], j) for j, key in enumerate(_numbered(new)) if key in places]
    ordered = _longest_increasing([i for i, _ in pairs])
    kept = [pairs[position] for position in ordered]
    return kept, sorted(set(pairs) - set(kept), key=lambda pair: pair[1])


def _numbered(paragraphs: Sequence[str]) -> list[tuple[str, int]]:
    seen: Counter[str] = Counter()
    numbered = []
    for text in paragraphs:
        numbered.append((text, seen[text]))
        seen[text] += 1
    return numbered


def _longest_increasing(values: Sequence[int]) -> list[int]:
    """Positions of a longest increasing subsequence (patience sorting)."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int | None] = []
    for position, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(tails[pile - 1] if pile else None)
        tops[pile : pile + 1] = [value]
        tails[pile : pile + 1] = [position]
    chain = []
    at = tails[-1] if tails else None
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _gap(
    gap_old: Sequence[int], gap_new: Sequence[int], old: Sequence[str], new: Sequence[str]
) -> list[Link]:
    bags_old = [Counter(words(old[i])) for i in gap_old]
    bags_new = [Counter(words(new[j])) for j in gap_new]
    lengths_old = sum(len(bag) + PAIR_COST for bag in bags_old)
    lengths_new = sum(len(bag) + PAIR_COST for bag in bags_new)
    cost = lengths_old * len(bags_new) + lengths_new * len(bags_old)
    matched = _best_pairs(bags_old, bags_new) if cost <= MAX_COMPARISONS else []
    links: list[Link] = []
    for (i, j), (next_i, next_j) in pairwise([(-1, -1), *matched, (len(gap_old), len(gap_new))]):
        links += [(gap_old[k], None) for k in range(i + 1, next_i)]
        links += [(None, gap_new[k]) for k in range(j + 1, next_j)]
        if next_i < len(gap_old):
            links.append((gap_old[next_i], gap_new[next_j]))
    return links


def _best_pairs(old: Sequence[Counter[str]], new: Sequence[Counter[str]]) -> list[tuple[int, int]]:
    """Pairs in common order with the greatest sum of similarities, none below SIMILAR."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[_dice(one, other) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= SIMILAR else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _dice(one: Counter[str], other: Counter[str]) -> float:
    """Twice the common words by all words."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
