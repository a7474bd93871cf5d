"""Names that are neither Vietnamese nor Chinese, which both texts spell alike: one in another's place.

Only what stands in two paragraphs whose counterparts have the same other name counts, and is no other
spelling of it (Catalonia, Katalonien).
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING

from archive.pairing.anchors import SENTENCE_START, is_headline, stem
from archive.pairing.calendar_names import territories
from archive.pairing.fold import WORD, composed
from archive.pairing.sino_vietnamese import is_spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.align import Link
    from archive.pairing.beads import Sides

_LETTERS = 4  # of a name; shorter ones are found everywhere
_MENTIONS = 2
_ALIKE = 0.6  # of two spellings' letters


def other_names(sides: Sides, found: Sequence[Link]) -> list[tuple[str, str]]:
    """Names of the rendering that the original lacks, each with one that it has in that place and the
    rendering lacks."""
    ours, theirs = [_names(text) for text in sides.rendering], [_names(text) for text in sides.original]
    here = _missing(ours, sides.original) - _countries(sides.lang)
    there = _missing(theirs, sides.rendering)
    pairs = Counter(
        (one, other)
        for link in found
        if len(link.rendering) == len(link.original) == 1
        for one in here & ours[link.rendering[0]]
        for other in there & theirs[link.original[0]]
    )
    return sorted(
        (one, other)
        for (one, other), count in pairs.items()
        if count >= _MENTIONS and SequenceMatcher(None, one, other).ratio() < _ALIKE
    )


def _missing(named: Sequence[set[str]], texts: Sequence[str]) -> set[str]:
    """Names that two paragraphs have and the other side's texts have nowhere, as any word."""
    counts = Counter(name for names in named for name in names)
    words = {stem(word) for text in texts for word in WORD.findall(composed(text))}
    return {name for name, count in counts.items() if count >= _MENTIONS} - words


def _names(text: str) -> set[str]:
    """Words with a capital that no sentence begins with and no Vietnamese or Chinese name has."""
    text = composed(text)
    if is_headline(text):
        return set()
    starts = {match.end() for match in SENTENCE_START.finditer(text)}
    return {
        stem(match[0])
        for match in WORD.finditer(text)
        if len(match[0]) >= _LETTERS and match[0].istitle() and match.end() not in starts
        if not is_spoken(match[0])
    }


@cache
def _countries(lang: str) -> frozenset[str]:
    return frozenset(
        stem(word) for phrase in territories(lang).values() for words in phrase for word in words
    )
