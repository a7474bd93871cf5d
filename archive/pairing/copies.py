"""Which documents tell one story: an agency's text stands nearly verbatim in several papers.

Copies share what is rare, and several lines of it. Pages of one paper share their furniture: what stands
everywhere weighs next to nothing, and a small paper's long footer, rare as it is, is one line.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

# Of the weight of two documents; pages of one paper come to .2 where half of their lines are furniture.
_SHARED = 0.25
_LINES = 0.25  # of the lines of two documents, where they share one only
_LONG = 120  # letters; a longer line tells no more, since footers are as long as paragraphs
_HEAVIEST = 0.5  # of a document's weight: the lines by which its copies are looked for
_UNSEEN = 5  # documents that are thought to have none of the lines: among a handful, rarity tells little


def story_numbers(documents: Sequence[Set[str]]) -> list[int]:
    """A number for each document, given as the set of its lines: the same for those that tell one story."""
    weights = _weights(documents)
    totals = [sum(weights[line] for line in lines) for lines in documents]
    alike: dict[str, list[int]] = defaultdict(list)
    for number, lines in enumerate(documents):
        for line in _heaviest(lines, weights, totals[number] * _HEAVIEST):
            alike[line].append(number)
    leaders = list(range(len(documents)))
    for one, other in (pair for numbers in alike.values() for pair in combinations(numbers, 2)):
        ours, theirs = _leader(leaders, one), _leader(leaders, other)
        if ours != theirs:
            common = documents[one] & documents[other]
            mean = (len(documents[one]) + len(documents[other])) / 2
            is_enough = len(common) > 1 or len(common) >= _LINES * mean
            shared = sum(weights[line] for line in common)
            if is_enough and shared >= _SHARED * (totals[one] + totals[other]) / 2:
                leaders[ours] = theirs
    return [_leader(leaders, number) for number in range(len(documents))]


def _weights(documents: Sequence[Set[str]]) -> dict[str, float]:
    """Of each line: its letters up to `_LONG`, the more the fewer documents it stands in."""
    counts = Counter(line for lines in documents for line in lines)
    number = len(documents) + _UNSEEN
    return {line: min(len(line), _LONG) * math.log(number / count) for line, count in counts.items()}


def _heaviest(lines: Set[str], weights: Mapping[str, float], enough: float) -> Iterator[str]:
    """Lines from the heaviest on, until they weigh enough together."""
    weighed = 0.0
    for line in sorted(lines, key=lambda line: (-weights[line], line)):
        if weighed >= enough:
            return
        weighed += weights[line]
        yield line


def _leader(leaders: list[int], number: int) -> int:
    """The document that stands for all that are one story with this one (Galler and Fischer 1964)."""
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = leaders[number]
    return number
