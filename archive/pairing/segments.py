"""Long documents cut into pieces that are aligned one by one: time and memory grow with length, not its
square.

Cuts stand where both sides say the same rare thing once (as in Melamed's and hunalign's anchor points), and
where nothing of the kind is near, at the same share of either side. Where such places lie far apart on one
side, as in two texts that share nothing but a few numbers, what is between them is cut evenly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.pairing.anchors import Anchors

PIECE = 120  # paragraphs of the longer side
_CELLS = (2 * PIECE) ** 2  # of a piece: what it comes to where two cuts are as far apart as may be
_NEAR = 60  # how far from the even cut a better place is looked for


def _once(paragraphs: Sequence[Anchors]) -> dict[str, int]:
    """Tokens that stand in one paragraph only, with its index."""
    counts = Counter(token for paragraph in paragraphs for token in paragraph.every)
    return {
        token: k for k, paragraph in enumerate(paragraphs) for token in paragraph.every if counts[token] == 1
    }


def _points(here: Sequence[Anchors], there: Sequence[Anchors]) -> list[tuple[int, int]]:
    """The longest chain of places, rising on both sides, where two rare tokens or more agree."""
    ours, theirs = _once(here), _once(there)
    votes = Counter((ours[token], theirs[token]) for token in ours.keys() & theirs.keys())
    places = sorted(place for place, count in votes.items() if count > 1) or sorted(votes)
    ends: list[tuple[int, int]] = []  # least last place of a chain of each length
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for place in sorted(places, key=lambda place: (place[0], -place[1])):
        length = bisect_left(ends, place[1], key=lambda end: end[1])
        before[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    chain = []
    place_or_none = ends[-1] if ends else None
    while place_or_none:
        chain.append(place_or_none)
        place_or_none = before[place_or_none]
    return chain[::-1]


def pieces(here: Sequence[Anchors], there: Sequence[Anchors]) -> list[tuple[slice, slice]]:
    """Slices of both sides, in order, that together cover them; one for a document of common length."""
    number = -(-max(len(here), len(there)) // PIECE)
    points = _points(here, there) if number > 1 else []
    cuts = [(0, 0)]
    for k in range(1, number):
        even = (len(here) * k // number, len(there) * k // number)
        near = [
            p for p in points if abs(p[0] - even[0]) <= _NEAR and p[0] >= cuts[-1][0] and p[1] >= cuts[-1][1]
        ]
        best = min(near, key=lambda p: (abs(p[0] - even[0]), p), default=even)
        cuts.append((max(best[0], cuts[-1][0]), max(best[1], cuts[-1][1])))
    cuts.append((len(here), len(there)))
    return [piece for (a, b), (c, d) in pairwise(cuts) for piece in _parts((a, c), (b, d))]


def _parts(here: tuple[int, int], there: tuple[int, int]) -> Iterator[tuple[slice, slice]]:
    """Even parts of what is between two cuts, one if it has no more than `_CELLS`."""
    sizes = (here[1] - here[0], there[1] - there[0])
    number = 1
    while -(-sizes[0] // number) * -(-sizes[1] // number) > _CELLS:
        number += 1
    ends = [(here[0] + sizes[0] * k // number, there[0] + sizes[1] * k // number) for k in range(number + 1)]
    return ((slice(a, c), slice(b, d)) for (a, b), (c, d) in pairwise(ends))
