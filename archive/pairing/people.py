"""Vietnamese persons in a text, and those of a rendering in whose place the original has another one.

A name is looked for without its marks. A part of it, another order and a slip of a letter are the same name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archive.pairing.anchors import capitalised_runs
from archive.pairing.calendar_names import territories
from archive.pairing.fold import WORD, composed, folded
from archive.pairing.names import bare
from archive.pairing.news_days import is_told
from archive.pairing.sino_vietnamese import is_reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Beside = Sequence[tuple[Sequence[int], Sequence[int]]]

_LONGEST = 4  # syllables of a name
_FIRST = 2  # paragraphs that tell whom a story is about
_OFTEN = 3  # mentions of one whom a story is about
_SURNAMES = frozenset(
    """
    âu bạch bùi cao chu châu cù doãn dương diệp giang hà hoàng huỳnh hồ khuất khúc kiều la lai lam lâm lê lò
    lư lương lưu lý mai mạc ma nghiêm nguyễn ngô ninh nông phạm phan phùng phương quách quan tạ tào tăng
    thạch thái thân thiều tiêu ton tô tôn tống triệu trần trịnh trương từ tưởng ung vương võ văn vũ đàm đào
    đặng đinh đoàn đỗ đồng
    """.split()  # noqa: SIM905
)
_FOLDED_SURNAMES = frozenset(map(folded, _SURNAMES))
_PLACES = frozenset({"ho chi minh"})  # a city, which papers shorten in as many ways as there are papers
# Onset and rime of a syllable without its marks: `binh` is one, `ping` is none.
_SYLLABLE = re.compile(
    r"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|r|s|t|th|tr|v|x)?"
    r"(?:a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|e(?:c|ch|m|n|ng|nh|o|p|t|u)?|i(?:a|ch|m|n|nh|p|t|u)?"
    r"|ie(?:c|m|n|ng|p|t|u)|o(?:c|i|m|n|ng|p|t)?|oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|oe(?:n|o|t)?"
    r"|u(?:a|c|i|m|n|ng|p|t|u)?|ua(?:n|ng|t|y)|ue(?:ch|nh)?|uo(?:c|i|m|n|ng|p|t|u)?"
    r"|uy(?:a|ch|n|nh|p|t|u)?|uye(?:n|t)|y(?:ch|n|nh|t)?|ye(?:m|n|t|u|ng))"
)


def _begins_with_surname(words: Sequence[str]) -> bool:
    """Whether the first word is a surname; with its own marks where any have theirs."""
    if all(folded(word) == word.casefold() for word in words):
        return folded(words[0]) in _FOLDED_SURNAMES
    return words[0].casefold() in _SURNAMES


def people(text: str) -> Iterator[str]:
    """Full names of Vietnamese persons as written, surname first.

    The name is the end of its run of capitals: `Ho Chi Minh-staden` and `Le Monde` are none.
    """
    joined = re.sub(r"(?<=\w)-(?=\w)", "", composed(text))
    for run in capitalised_runs(joined):
        written = [bare(word) for word in run]
        spoken = [folded(word) for word in written]
        start = next((k for k in range(len(run)) if _begins_with_surname(written[k:])), len(run))
        name = spoken[start:]
        is_whole = 1 < len(name) <= _LONGEST and all(_SYLLABLE.fullmatch(word) for word in name)
        if is_whole and " ".join(name) not in _PLACES:
            yield " ".join(written[start:])


class _Said:
    """Who stands in a text."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.people = [list(people(text)) for text in texts]
        self.told = [found if is_told(text) else [] for text, found in zip(texts, self.people, strict=True)]
        self.counted = Counter(folded(name) for found in self.people for name in found)
        self._texts = texts

    @cached_property
    def _words(self) -> str:
        return " ".join(["", *(folded(bare(w)) for text in self._texts for w in WORD.findall(text)), ""])

    @cached_property
    def _runs(self) -> list[tuple[str, ...]]:
        return [run for text in self._texts for run in capitalised_runs(composed(text))]

    @cached_property
    def _alone(self) -> set[str]:
        return {folded(bare(run[0])) for run in self._runs if len(run) == 1}

    @cached_property
    def _others(self) -> list[str]:
        names = set(self.counted)
        return [" ".join(run) for run in self._runs if not set(map(folded, run)) <= names]

    def has(self, name: str) -> bool:
        """Whether a person is named in any form: in full, in part, otherwise spelled, or as a Chinese one."""
        spoken = folded(name)
        if f" {spoken} " in self._words or f" {spoken.replace(' ', '')} " in self._words:
            return True
        if any(_are_one(spoken.split(), one.split()) for one in self.counted):
            return True
        return any(is_reading(spoken, one) or is_reading(one, spoken) for one in self._others)

    def calls(self, name: str) -> bool:
        """Whether a person is named, if only by the given name."""
        return folded(name).split()[-1] in self._alone or self.has(name)


def _are_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one name's syllables are among the other's, or differ by a letter each at most."""
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    return len(one) == len(other) and all(map(_is_near, one, other))


def _is_near(one: str, other: str) -> bool:
    """Whether two syllables differ by one letter that is added, lost or changed."""
    if len(one) > len(other):
        one, other = other, one
    head = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    return one[head + (len(one) == len(other)) :] == other[head + 1 :]


@dataclass(frozen=True, slots=True)
class Substitution:
    """A person of the rendering whom the original lacks, and those whom it has in that place.

    It is grave where the rendering is about that person.
    """

    name: str
    instead: tuple[str, ...]
    is_grave: bool


def substitutions(rendering: Sequence[str], original: Sequence[str], beside: Beside) -> list[Substitution]:
    """Persons of the rendering who stand in no form in the original, which has others in the paragraphs that
    belong to theirs; one of many whom the rendering only mentions is left out."""
    here = _Said(rendering)
    every = dict.fromkeys(name for found in here.told for name in found)
    if not every:
        return []
    there = _Said(original)
    lacked = [name for name in every if not there.has(name)]
    first = {name for found in here.people[:_FIRST] for name in found}
    found = []
    for name in lacked:
        places = {j for one, other in beside if any(name in here.told[i] for i in one) for j in other}
        others = dict.fromkeys(other for j in sorted(places) for other in there.told[j])
        instead = tuple(one for one in others if not here.calls(one) and not _is_country(one))
        count = here.counted[folded(name)]
        is_grave = count >= _OFTEN or (name in first and count > 1)
        if instead and (is_grave or 2 * len(lacked) >= len(every)):
            found.append(Substitution(name, instead, is_grave))
    return found


def _is_country(name: str) -> bool:
    """Whether the whole name is a country's: `Đức` is one, and a name of many men."""
    words = tuple(composed(name).casefold().split())
    return words in territories("vi").get(words[0], {})
