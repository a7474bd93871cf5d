"""Anchors of Chinese names: pinyin in a rendering, found as its Sino-Vietnamese reading in an original."""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from archive.pairing.anchors import Anchors, capitalised_runs, is_headline, stem
from archive.pairing.fold import composed
from archive.pairing.sino_vietnamese import readings, syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

_SHORTEST, _LONGEST = 2, 4  # syllables of a name


def _names(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Words and syllables of each run of capitalised words, or part of it, that can be a name in pinyin."""
    for run in capitalised_runs(composed(text)):
        for start in range(len(run)):
            for end in range(start + 1, min(start + 3, len(run)) + 1):
                words = run[start:end]
                pinyin = syllables(" ".join((*words[:-1], words[-1].removesuffix("s"))))
                if pinyin and _SHORTEST <= len(pinyin) <= _LONGEST:
                    yield words, pinyin


def _read(pinyin: tuple[str, ...], vocabulary: Set[str]) -> set[str]:
    """Tokens of two neighbouring syllables that the vocabulary has, if it has them for the whole name."""
    found: set[str] = set()
    for one, other in pairwise(pinyin):
        tokens = {f"x:{a} {b}" for a, b in product(readings()[one], readings()[other])} & vocabulary
        if not tokens:
            return set()
        found |= tokens
    return found


def possible_readings(text: str) -> set[str]:
    """Every token that a Chinese name of the text may be in an original, for whoever asks which are there."""
    if is_headline(text):
        return set()
    return {
        f"x:{a} {b}"
        for _, pinyin in _names(text)
        for one, other in pairwise(pinyin)
        for a, b in product(readings()[one], readings()[other])
    }


def with_readings(paragraph: Anchors, text: str, vocabulary: Set[str]) -> Anchors:
    """Anchors of a paragraph whose Chinese names are looked for as the other side's vocabulary spells
    them."""
    if is_headline(text):
        return paragraph
    firm, loose = set(paragraph.firm), set(paragraph.loose)
    for words, pinyin in _names(text):
        if read := _read(pinyin, vocabulary):
            loose |= read
            firm -= {f"x:{stem(word)}" for word in words}
    return Anchors(frozenset(firm), frozenset(loose - firm))
