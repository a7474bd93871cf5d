"""Names of persons and places in Vietnamese and Chinese spelling, and the several ways one name is written."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from archive.pairing.anchors import capitalised_runs
from archive.pairing.fold import composed, folded
from archive.pairing.sino_vietnamese import is_reading, syllables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST = 4


@lru_cache(maxsize=8192)
def bare(word: str) -> str:
    """A word without the genitive's s."""
    return word.removesuffix("'s").removesuffix("’s") if word.endswith(("'s", "’s")) else word.removesuffix("s")


def names(text: str) -> list[str]:
    """Runs of two to four capitalised words, as written but for a genitive at the end."""
    runs = (run for run in capitalised_runs(composed(text)) if 2 <= len(run) <= _LONGEST)
    return [" ".join((*run[:-1], bare(run[-1]))) for run in runs]


def original_names(texts: Iterable[str]) -> dict[str, str]:
    """Runs of two to four capitalised syllables in a Vietnamese text, as written, by their folded form."""
    found: dict[str, str] = {}
    for text in texts:
        for run in capitalised_runs(composed(text)):
            for size in range(2, _LONGEST + 1):
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


def mentions(texts: Sequence[str]) -> Counter[str]:
    """How often each name stands in the texts, by spelling."""
    return Counter(name for text in texts for name in names(text))
