"""Chinese names as Vietnamese newspapers write them: Liu Haixing in pinyin is Lưu Hải Tinh in the original.

The table is derived from Unihan by `unihan.py`, whose notice stands in the table. A pinyin syllable has many
readings, so a name is never turned into one: it is asked whether a given Vietnamese name can be it.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from archive.pairing.fold import folded, squeezed

_NOT_IN_UNIHAN = {"qiang": "cuong"}  # 強 in every name that has it


@cache
def readings() -> dict[str, frozenset[str]]:
    """Folded Vietnamese readings by pinyin syllable."""
    lines = files("archive.pairing").joinpath("sino_vietnamese.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    table = {syllable: frozenset(map(_one_i, found.split())) for syllable, found in rows}
    return table | {syllable: table[syllable] | {reading} for syllable, reading in _NOT_IN_UNIHAN.items()}


def _one_i(syllable: str) -> str:
    """Vietnamese spells the same vowel `lý` and `lí`."""
    return syllable.replace("y", "i")


@lru_cache(maxsize=4096)
def syllables(name: str) -> tuple[str, ...] | None:
    """Pinyin syllables of a romanised name, None where it is not pinyin: `Xi'an` is two, `Xian` is one."""
    split = [_split(squeezed(part)) for word in name.split() for part in word.replace("’", "'").split("'")]
    return tuple(syllable for part in split if part for syllable in part) if split and all(split) else None


@lru_cache(maxsize=4096)
def _split(letters: str) -> tuple[str, ...] | None:
    """The split into fewest syllables; the longest first one decides between two."""
    if not letters:
        return ()
    splits = []
    for length in range(min(6, len(letters)), 0, -1):
        rest = _split(letters[length:]) if letters[:length] in readings() else None
        if rest is not None:
            splits.append((letters[:length], *rest))
    return min(splits, key=len, default=None)


def is_reading(vietnamese: str, chinese: str) -> bool:
    """Whether a Vietnamese name, folded or not, can be the Sino-Vietnamese reading of a name in pinyin."""
    spoken = folded(vietnamese).split()
    pinyin = syllables(chinese)
    return (
        pinyin is not None
        and len(pinyin) == len(spoken) > 1
        and all(_one_i(word) in readings()[syllable] for word, syllable in zip(spoken, pinyin, strict=True))
    )


@cache
def _vietnamese() -> frozenset[str]:
    return frozenset[str]().union(*readings().values())


def is_spoken(word: str) -> bool:
    """Whether a word can be part of a Vietnamese or Chinese name: a Vietnamese syllable, or pinyin."""
    return _one_i(folded(word)) in _vietnamese() or syllables(word) is not None
