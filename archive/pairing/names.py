"""Names of persons and places in Vietnamese and Chinese spelling, and the several ways one name is
written."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.model import WrittenName
from archive.pairing.anchors import capitalised_runs
from archive.pairing.fold import composed, folded
from archive.pairing.sino_vietnamese import is_reading, is_spoken, syllables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SHORTEST, _LONGEST = 2, 4  # words


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A word without the genitive's s."""
    return re.sub(r"['’]?s$", "", word)


def _untitled(run: tuple[str, ...]) -> tuple[str, ...]:
    """The run without a title before a name of the region: `Ambassadör Ha Van Lam` begins a sentence."""
    if len(run) > _SHORTEST and not is_spoken(run[0]) and all(is_spoken(bare(word)) for word in run[1:]):
        return run[1:]
    return run


def names(text: str) -> list[str]:
    """Runs of two to four capitalised words, as written but for a genitive at the end."""
    runs = (_untitled(run) for run in capitalised_runs(composed(text)))
    return [" ".join((*run[:-1], bare(run[-1]))) for run in runs if _SHORTEST <= len(run) <= _LONGEST]


def original_names(texts: Iterable[str]) -> dict[str, str]:
    """Runs of two to four capitalised syllables in a Vietnamese text, as written, by their folded form."""
    found: dict[str, str] = {}
    for text in texts:
        for run in capitalised_runs(composed(text)):
            for size in range(_SHORTEST, _LONGEST + 1):
                for start in range(len(run) - size + 1):
                    name = " ".join(run[start : start + size])
                    found.setdefault(folded(name), name)
    return found


def in_original(name: str, originals: dict[str, str]) -> str | None:
    """The original's form of a name: the same letters without marks, or its Sino-Vietnamese reading."""
    if folded(name) in originals:
        return originals[folded(name)]
    if syllables(name) is None:
        return None
    return next((form for key, form in sorted(originals.items()) if is_reading(key, name)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spellings:
    """One name of the original and the ways renderings write it, the most frequent first."""

    original: str
    written: tuple[tuple[str, int], ...]


def written_names(rendering: Sequence[str], original: Sequence[str]) -> list[WrittenName]:
    """The original's names as the rendering writes them. Part of a longer name is another name."""
    held = original_names(original)
    return [
        WrittenName(original=form, spelling=name, count=count, name=folded(form), letters=folded(name))
        for name, count in mentions(rendering).items()
        if (form := in_original(name, held))
    ]


def spellings(written: Iterable[WrittenName]) -> list[Spellings]:
    """Names that renderings write in more than one way, within one or across several."""
    by_name: defaultdict[str, list[WrittenName]] = defaultdict(list)
    for one in written:
        by_name[one.name].append(one)
    return [
        _spellings(found) for _, found in sorted(by_name.items()) if len({one.letters for one in found}) > 1
    ]


def _spellings(found: Sequence[WrittenName]) -> Spellings:
    forms = Counter(one.original for one in found)
    counts: Counter[str] = Counter()
    for one in found:
        counts[one.spelling] += one.count
    return Spellings(
        original=min(forms, key=lambda form: (-forms[form], form)),
        written=tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    )


def mentions(texts: Sequence[str]) -> Counter[str]:
    """How often each name stands in the texts, by spelling."""
    return Counter(name for text in texts for name in names(text))
