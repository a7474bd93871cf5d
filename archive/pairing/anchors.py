"""What a paragraph says that survives translation: numbers, dates, countries and names, as comparable tokens.

A token is `kind:value`: `n:` number, `%:` percentage, `d:` day of a month, `m:` month, `w:` weekday, `t:`
country, `x:` name or other word spelled alike, folded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from archive.pairing.calendar_names import named, territories, weekdays
from archive.pairing.dates import dates
from archive.pairing.fold import WORD, composed, folded
from archive.pairing.numerals import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = 3  # letters; shorter capitalised words are found everywhere
_GENITIVE = 5
_LOAN = 7  # letters; no Vietnamese syllable is so long: such a word alike on both sides is a loan or a handle
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:%|procent|phần trăm)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’'»)\]]*\s*$")
SENTENCE_START = re.compile(r"(?:^|[.!?:;\"”’'“‘(–]\s*)([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Anchors:
    """`firm` tokens are looked for on the other side and missed; `loose` ones count only where found."""

    firm: frozenset[str]
    loose: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """Both kinds."""
        return self.firm | self.loose


def stem(word: str) -> str:
    """A name as it is compared: folded, `y` as `i`, the genitive's s gone (from `Paris` too, on both sides
    alike)."""
    bare = re.sub(r"['’].*", "", folded(word)).replace("y", "i")
    return bare[:-1] if len(bare) >= _GENITIVE and bare.endswith("s") else bare


def capitalised_runs(text: str) -> Iterator[tuple[str, ...]]:
    """Words with a capital that follow one another with nothing but a space between them."""
    run: list[str] = []
    end = 0
    for match in WORD.finditer(text):
        if run and (not match[0][0].isupper() or text[end : match.start()].strip(" ")):
            yield tuple(run)
            run = []
        if match[0][0].isupper():
            run.append(match[0])
        end = match.end()
    if run:
        yield tuple(run)


def is_headline(text: str) -> bool:
    """Whether a text ends like a headline or a caption, whose capitals follow the paper's fashion, not
    names."""
    return not _SENTENCE_END.search(text)


def _sentence_starts(text: str) -> set[str]:
    return {stem(match[1]) for match in SENTENCE_START.finditer(text)}


def _names(text: str) -> tuple[set[str], set[str]]:
    """Name tokens that a translation keeps, and words that it keeps only if they are names after all."""
    if is_headline(text):
        stems = [stem(word) for word in WORD.findall(text)]
        pairs = {f"x:{one} {two}" for one, two in pairwise(stems)}
        return set(), pairs | {f"x:{one}" for one in stems if len(one) >= _NAME}
    firm: set[str] = set()
    loose: set[str] = set()
    starts = _sentence_starts(text)
    for run in capitalised_runs(text):
        stems = [stem(word) for word in run]
        loose.update(f"x:{one} {two}" for one, two in pairwise(stems))
        for one in stems:
            if len(one) >= _NAME:
                (loose if one in starts else firm).add(f"x:{one}")
    loose.update(f"x:{stem(word)}" for word in WORD.findall(text) if len(word) >= _LOAN)
    return firm, loose - firm


@lru_cache(maxsize=8192)
def anchors(text: str, lang: str) -> Anchors:
    """Anchors of a paragraph; Vietnamese names are loose: its capitals are often common nouns elsewhere."""
    text = composed(text)
    if is_headline(text):
        text = text.casefold()
    words = WORD.findall(text)
    tokens = {f"n:{number}" for number in numbers(text, lang)}
    tokens.update(f"%:{match[1].replace(',', '.')}" for match in _PERCENT.finditer(text))
    for dated in dates(text, lang):
        tokens.add(f"m:{dated.month}")
        if dated.day:
            tokens.add(f"d:{dated.day}/{dated.month}")
    tokens.update(f"w:{day}" for day in named(weekdays(lang), words))
    tokens.update(f"t:{code}" for code in named(territories(lang), words))
    firm, loose = _names(text)
    if lang == "vi":
        firm, loose = set(), firm | loose
    return Anchors(frozenset(tokens | firm), frozenset(loose))
