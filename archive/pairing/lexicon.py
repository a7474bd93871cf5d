"""A lexicon learned from aligned paragraphs: IBM model 1 (Brown et al. 1993), in both directions.

Probabilities are p(word of this side | word of the other). A paragraph's words are explained by the words of
a group on the other side or come from the background; their log ratio is what the alignment adds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from archive.pairing.fold import composed
from archive.pairing.groups import GROUPS, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.pairing.groups import Group, Row, Table

    Whole = np.ndarray[tuple[int], np.dtype[np.int64]]

_WORD = re.compile(r"\w+")
_STEM = 5  # letters: enough to join the forms of a Germanic noun
_ROUNDS = 4
_LEAST = 0.005  # translations less likely than this explain nothing and fill the disk
_LEAST_COUNT = 0.0
_EXPLAINED = 0.3  # share of words that a translation explains, the rest being free choice
_DOUBT = 5.0  # occurrences; a word seen less often is hardly known
_WEIGHT = 0.5  # words of a paragraph are not independent: two words tell as much as one would
_MOST = 3.0  # nats that one word can bring
_MOST_COOCCURRENCES = 8_000_000  # that training holds in memory, in about a gigabyte


def words(text: str, lang: str) -> list[str]:
    """Words as the lexicon counts them: stems, and pairs of syllables too where a syllable is no word."""
    found = _WORD.findall(composed(text).casefold())
    if lang == "vi":
        return found + [f"{one} {two}" for one, two in pairwise(found)]
    return [word[:_STEM] for word in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One direction: probabilities of a word given each word of the other side, as rows of a sparse matrix.

    Word `w` of this side has the entries `starts[w]` to `starts[w + 1]` of `others` (numbers of words of
    the other
    side, 0 being none) and of `probabilities`.
    """

    ours: Mapping[str, int]
    theirs: Mapping[str, int]
    starts: Whole
    others: Whole
    probabilities: Row
    frequencies: Row

    def as_json(self) -> dict[str, Any]:
        """Plain lists; probabilities to four digits."""
        return {
            "ours": list(self.ours),
            "theirs": list(self.theirs),
            "starts": self.starts.tolist(),
            "others": self.others.tolist(),
            "probabilities": self.probabilities.round(4).tolist(),
            "frequencies": self.frequencies.tolist(),
        }

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Lexicon:
        """The lexicon that `as_json` wrote."""
        return cls(
            ours={word: number for number, word in enumerate(value["ours"])},
            theirs={word: number for number, word in enumerate(value["theirs"], start=1)},
            starts=np.array(value["starts"], dtype=np.int64),
            others=np.array(value["others"], dtype=np.int64),
            probabilities=np.array(value["probabilities"]),
            frequencies=np.array(value["frequencies"]),
        )

    def tables(
        self,
        source: Sequence[Sequence[str]],
        target: Sequence[Sequence[str]],
        groups: Iterable[Group] = GROUPS,
    ) -> dict[Group, Table]:
        """Log ratios of each source paragraph's words against each group of target paragraphs."""
        counts, known = _counted(source, self.ours)
        held, others = _counted(target, self.theirs)
        explained, nothing = self._explained(known, others, held > 0)
        sizes = np.array([len(set(paragraph)) for paragraph in target], dtype=np.float64)
        frequency = self.frequencies[known]
        share = _EXPLAINED * frequency / (frequency + _DOUBT)
        background = (frequency + 0.5) / (self.frequencies.sum() + 0.5 * len(self.ours))
        return {
            group: counts @ _log_ratio(explained, sizes, (nothing, background, share), group)
            for group in groups
        }

    def _explained(
        self, known: Whole, others: Whole, held: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
    ) -> tuple[Table, Row]:
        """p(known word | other word) summed over the words that each paragraph holds, and given no word.

        Entry by entry: as a dense product nearly all of it would be zeros.
        """
        column = np.full(len(self.theirs) + 1, -1)
        column[others] = np.arange(len(others))
        lengths = self.starts[known + 1] - self.starts[known]
        entries = np.repeat(self.starts[known] - np.cumsum(lengths) + lengths, lengths) + np.arange(
            lengths.sum()
        )
        rows, given, likely = (
            np.repeat(np.arange(len(known)), lengths), self.others[entries], self.probabilities[entries]
        )  # fmt: skip
        nothing = np.bincount(rows, likely * (given == 0), minlength=len(known)).astype(np.float64)
        told = column[given] >= 0
        rows, columns, likely = rows[told], column[given[told]], likely[told]
        explained: Table = np.zeros((len(known), len(held)))
        for j, paragraph in enumerate(held):
            explained[:, j] = np.bincount(rows, likely * paragraph[columns], minlength=len(known))
        return explained, nothing


def _counted(paragraphs: Sequence[Sequence[str]], numbers: Mapping[str, int]) -> tuple[Table, Whole]:
    """How often each paragraph has each word of the vocabulary that any has, and those words' numbers."""
    known = sorted({numbers[word] for paragraph in paragraphs for word in paragraph if word in numbers})
    column = {number: k for k, number in enumerate(known)}
    counts: Table = np.zeros((len(paragraphs), len(known)))
    for i, paragraph in enumerate(paragraphs):
        for word in paragraph:
            if word in numbers:
                counts[i, column[numbers[word]]] += 1
    return counts, np.array(known, dtype=np.int64)


def _log_ratio(explained: Table, sizes: Row, given: tuple[Row, Row, Row], group: Group) -> Table:
    columns = max(explained.shape[1] - width(group) + 1, 0)
    total = sum((explained[:, o : o + columns] for o in group), start=np.zeros((len(explained), columns)))
    size = sum((sizes[o : o + columns] for o in group), start=np.ones(columns))  # one for no word at all
    nothing, background, explained_share = given
    ratio = (total + nothing[:, None]) / size / background[:, None]
    table: Table = np.minimum(np.log1p(explained_share[:, None] * (ratio - 1)), _MOST) * _WEIGHT
    return table


def bearable(beads: Sequence[tuple[Sequence[str], Sequence[str]]]) -> list[int]:
    """The beads that can be learned from, the first ones: memory goes with the words of one side times those
    of the other, so a few very long paragraphs are passed over."""
    sizes = np.array([len(side) * (len(other) + 1) for side, other in beads], dtype=np.int64)
    light = np.flatnonzero(sizes <= _MOST_COOCCURRENCES // 20)
    number = np.searchsorted(np.cumsum(sizes[light]), _MOST_COOCCURRENCES, side="right")
    chosen: list[int] = light[:number].tolist()
    return chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooccurrences:
    """Every word of a bead's one side with every word of its other side.

    `keys` are the distinct pairs as `ours * (len(theirs) + 1) + theirs`; `pair` numbers each
    cooccurrence's pair, `word` the occurrence of our word that it may explain, `bead` that occurrence's
    bead, `spoken` its word.
    """

    ours: Mapping[str, int]
    theirs: Mapping[str, int]
    keys: Whole
    pair: Whole
    word: Whole
    bead: Whole
    spoken: Whole


def cooccurrences(beads: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Cooccurrences:
    """All that training needs to see of the beads, counted once for every fold."""
    ours = {word: i for i, word in enumerate(sorted({w for side, _ in beads for w in side}))}
    theirs = {word: j for j, word in enumerate(sorted({w for _, side in beads for w in side}), start=1)}
    none = np.zeros(0, dtype=np.int64)
    spoken, keys, words_explained, bead, seen = [none], [none], [none], [none], 0
    for number, (side, other) in enumerate(beads):
        left = np.array([ours[word] for word in side], dtype=np.int64)
        right = np.array([0, *sorted({theirs[word] for word in other})], dtype=np.int64)
        spoken.append(left)
        keys.append((left[:, None] * (len(theirs) + 1) + right[None, :]).ravel())
        words_explained.append(np.repeat(np.arange(seen, seen + len(left)), len(right)))
        bead.append(np.full(len(left), number))
        seen += len(left)
    distinct, pair = np.unique(np.concatenate(keys), return_inverse=True)
    return Cooccurrences(
        ours=ours,
        theirs=theirs,
        keys=distinct,
        pair=pair,
        word=np.concatenate(words_explained),
        bead=np.concatenate(bead),
        spoken=np.concatenate(spoken),
    )


def trained(seen: Cooccurrences, chosen: np.ndarray) -> Lexicon:
    """The lexicon of the chosen beads (a mask), by expectation maximisation."""
    kept = chosen[seen.bead]
    mask = kept[seen.word]
    pair, word = seen.pair[mask], seen.word[mask]
    given = seen.keys % (len(seen.theirs) + 1)
    probability = np.full(len(seen.keys), 1.0)
    for _ in range(_ROUNDS):
        weight = probability[pair]
        explained = np.bincount(word, weight, minlength=len(seen.spoken))
        count = np.bincount(pair, weight / explained[word], minlength=len(seen.keys))
        probability = count / np.maximum(np.bincount(given, count)[given], 1e-12)
    lasting = np.flatnonzero((probability > _LEAST) & (count > _LEAST_COUNT))
    row = seen.keys[lasting] // (len(seen.theirs) + 1)
    return Lexicon(
        ours=seen.ours,
        theirs=seen.theirs,
        starts=np.searchsorted(row, np.arange(len(seen.ours) + 1)),
        others=given[lasting],
        probabilities=probability[lasting].round(4),  # as stored, so that what is stored scores the same
        frequencies=np.bincount(seen.spoken[kept], minlength=len(seen.ours)).astype(np.float64),
    )
