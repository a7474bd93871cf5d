"""Which article is the original of a rendering whose link is lost: an inverted index over anchors.

It ranks, and it abstains: where no candidate can be confirmed, and where the same text stands at several
addresses, since a wire story's text cannot say which of them was translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.anchors import anchors
from archive.pairing.fold import WORD, composed, folded
from archive.pairing.readings import with_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
    Row = np.ndarray[tuple[int], np.dtype[np.float64]]

_SAME_TEXT = 0.5  # share of an article's runs of words that a copy of it keeps
_RUN = 5  # words
# How far an anchor of a kind tells articles apart.
_KINDS = {"d": 1.5, "m": 0.7, "w": 0.5, "t": 0.7, "%": 1.0, "n": 1.0, "x": 1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Articles by the anchors they hold. `norms` are the lengths of the articles' weight vectors."""

    names: tuple[str, ...]
    postings: Mapping[str, Whole]
    weights: Mapping[str, float]
    norms: Row

    def ranked(self, texts: Sequence[str], lang: str, limit: int = 10) -> list[tuple[str, float]]:
        """The articles most like a rendering with their cosine, best first; equals, and those at 0, by
        name."""
        tokens: set[str] = set()
        for text in texts:
            tokens |= with_readings(anchors(text, lang), text, self.postings.keys()).every
        scores = np.zeros(len(self.names))
        mass = 0.0
        for token in sorted(tokens & self.postings.keys()):
            scores[self.postings[token]] += self.weights[token] ** 2
            mass += self.weights[token] ** 2
        scores /= self.norms * max(mass, 1e-9) ** 0.5
        best = np.argsort(-scores.round(6), kind="stable")[:limit].tolist()  # names are in order already
        return [(self.names[k], round(float(scores[k]), 4)) for k in best]


def indexed(articles: Iterable[tuple[str, Sequence[str]]]) -> Index:
    """The index of named lists of paragraphs; their order does not matter."""
    held = sorted((name, _tokens(texts)) for name, texts in articles)
    numbers: dict[str, list[int]] = {}
    for number, (_, tokens) in enumerate(held):
        for token in tokens:
            numbers.setdefault(token, []).append(number)
    weights = {
        token: _KINDS[token[0]] * float(np.log((len(held) + 1) / len(found)))
        for token, found in numbers.items()
    }
    norms = [sum(weights[token] ** 2 for token in tokens) ** 0.5 for _, tokens in held]
    return Index(
        names=tuple(name for name, _ in held),
        postings={token: np.array(found, dtype=np.int64) for token, found in numbers.items()},
        weights=weights,
        norms=np.maximum(np.array(norms, dtype=np.float64), 1e-9),
    )


def _tokens(texts: Sequence[str]) -> list[str]:
    return sorted({token for text in texts for token in anchors(text, "vi").every})


def same_text(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two articles carry one agency's text: half of the shorter one's runs of five words."""
    ours, theirs = _runs(one), _runs(other)
    return len(ours & theirs) >= _SAME_TEXT * max(min(len(ours), len(theirs)), 1)


def _runs(texts: Sequence[str]) -> set[tuple[str, ...]]:
    words = [folded(word) for text in texts for word in WORD.findall(composed(text))]
    return {tuple(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1)}
