"""Which articles may be the original of a rendering whose link is lost: a search by the anchors they hold.

It ranks and decides nothing. Rare terms lead to the articles; what stands in very many tells none apart and
is weighed only in those that the rare ones led to, so that the work does not grow with the collection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from archive.pairing.anchors import anchors
from archive.pairing.fold import WORD, composed, folded
from archive.pairing.outline import KIND_WEIGHTS, breadth, joined, kinds_of, outline_of, term
from archive.pairing.readings import possible_readings, with_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.pairing.outline import Outline, Outlines

    Whole = np.ndarray[tuple[int], np.dtype[np.int64]]
    Row = np.ndarray[tuple[int], np.dtype[np.float64]]

_SAME_TEXT = 0.5  # share of an article's runs of words that a copy of it keeps
_RUN = 5  # words
_POSTINGS = 20_000  # read for one search
# How much against an article is what else it holds, as a power. A cosine has 0.5, and prefers short articles
# to the one of which the rendering is a part (pivoted normalisation: Singhal, Buckley, Mitra 1996).
_LENGTH = 0.25
_NARROWEST = 1e-9  # an article without any term
_DRAWN = 400  # articles with the weightiest of them, whose breadth is looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A rendering that looks for its original."""

    lang: str
    texts: tuple[str, ...]


class Articles(Protocol):
    """Articles by the terms they hold, in memory or in a catalog; to the search an article is a number."""

    @property
    def count(self) -> int:
        """How many articles there are."""

    def first(self, number: int) -> Sequence[int]:
        """Any so many articles, always the same."""

    def frequencies(self, terms: Sequence[int]) -> Mapping[int, int]:
        """In how many articles each of these terms stands; those that stand in none are left out."""

    def holders(self, terms: Sequence[int]) -> Mapping[int, Whole]:
        """The articles that hold each of these terms."""

    def breadths(self, articles: Sequence[int]) -> Row:
        """The breadth of each article's terms."""

    def outlines(self, articles: Sequence[int]) -> Sequence[tuple[str, Outline]]:
        """Name and outline of each article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An article that shares evidence with a rendering: `nearness` is the share that it holds, by weight,
    the less the more else it holds."""

    name: str
    outline: Outline
    nearness: float


def nearest(query: Query, articles: Articles, limit: int) -> list[Found]:
    """The articles that share most with a rendering, best first, equals by name.

    A few that share nothing stand at the end where there are no more that do: lengths may still tell.
    """
    weights, frequencies = _weights(query, articles)
    best = _drawn(weights, frequencies, articles)[:limit] if weights else []
    others = [one for one in articles.first(limit) if one not in set(best)]
    numbers = [*best, *others][:limit]
    named = articles.outlines(numbers)
    nearness = _nearness(weights, [outline for _, outline in named], articles.breadths(numbers))
    found = [
        Found(name=name, outline=outline, nearness=near)
        for (name, outline), near in zip(named, nearness, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.nearness, one.name))


def _nearness(weights: Mapping[int, float], outlines: Sequence[Outline], breadths: Row) -> list[float]:
    if not weights:
        return [0.0] * len(outlines)
    terms, weight = np.array(list(weights)), np.array(list(weights.values()))  # terms are in order
    held = np.concatenate([outline.terms for outline in outlines])
    places = np.minimum(np.searchsorted(terms, held), len(terms) - 1)
    is_shared = terms[places] == held
    holders = np.repeat(np.arange(len(outlines)), [len(outline.terms) for outline in outlines])[is_shared]
    is_held = np.zeros((len(outlines), len(terms)), dtype=bool)
    is_held[holders, places[is_shared]] = True
    shared = (is_held * weight).sum(axis=1)
    lengths = (breadth(terms) / np.maximum(breadths, _NARROWEST)) ** _LENGTH
    nearness: list[float] = (shared / weight.sum() * lengths).round(6).tolist()
    return nearness


def _weights(query: Query, articles: Articles) -> tuple[dict[int, float], Mapping[int, int]]:
    """The terms of the rendering that any article holds, the rarer the weightier, and how many hold each."""
    paragraphs = [(anchors(text, query.lang), text) for text in query.texts]
    said = {token for held, _ in paragraphs for token in held.every}
    tokens = {term(one): one for one in said.union(*(possible_readings(text) for text in query.texts))}
    frequencies = articles.frequencies(sorted(tokens))
    known = {tokens[one] for one in frequencies}
    asked = {one for held, text in paragraphs for one in with_readings(held, text, known).every & known}
    numbers = np.array(sorted(term(one) for one in asked), dtype=np.int64)
    rarity = [np.log((articles.count + 1) / frequencies[one]) for one in numbers.tolist()]
    weights = (KIND_WEIGHTS[kinds_of(numbers)] * np.array(rarity)) ** 2
    return dict(zip(numbers.tolist(), weights.tolist(), strict=True)), frequencies


def _drawn(weights: Mapping[int, float], frequencies: Mapping[int, int], articles: Articles) -> list[int]:
    """The articles that hold the rarest terms, those that hold most of their weight first."""
    rarest = sorted(weights, key=lambda one: (frequencies[one], one))
    read = np.cumsum([frequencies[one] for one in rarest])
    chosen = rarest[: max(1, int(np.searchsorted(read, _POSTINGS, side="right")))]
    postings = articles.holders(chosen)
    holders = np.concatenate([postings[one] for one in chosen])
    weight = np.repeat([weights[one] for one in chosen], [len(postings[one]) for one in chosen])
    scores = np.bincount(holders, weight)
    some = np.flatnonzero(scores)
    most = some[np.lexsort((some, -scores[some].round(6)))[:_DRAWN]]
    nearness = scores[most] / np.maximum(articles.breadths(most.tolist()), _NARROWEST) ** _LENGTH
    best: list[int] = most[np.lexsort((most, -nearness.round(6)))].tolist()
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Articles in memory, in the order of their names.

    `postings` are the articles' numbers, term after term; those of the nth term begin at `starts[n]`.
    """

    names: tuple[str, ...]
    held: Outlines
    terms: Whole
    starts: Whole
    postings: Whole
    breadth: Row

    @property
    def count(self) -> int:
        """How many articles there are."""
        return len(self.names)

    def first(self, number: int) -> range:
        """The first articles by name."""
        return range(min(number, self.count))

    def _positions(self, terms: Sequence[int]) -> dict[int, int]:
        wanted = np.array(terms, dtype=np.int64)
        places = np.searchsorted(self.terms, wanted)
        inside = places < len(self.terms)
        there = np.flatnonzero(inside)[self.terms[places[inside]] == wanted[inside]]
        return dict(zip(wanted[there].tolist(), places[there].tolist(), strict=True))

    def frequencies(self, terms: Sequence[int]) -> dict[int, int]:
        """In how many articles each of these terms stands."""
        return {one: int(self.starts[at + 1] - self.starts[at]) for one, at in self._positions(terms).items()}

    def holders(self, terms: Sequence[int]) -> dict[int, Whole]:
        """The articles that hold each of these terms."""
        return {
            one: self.postings[self.starts[at] : self.starts[at + 1]]
            for one, at in self._positions(terms).items()
        }

    def breadths(self, articles: Sequence[int]) -> Row:
        """The breadth of each article's terms."""
        return self.breadth[list(articles)]

    def outlines(self, articles: Sequence[int]) -> list[tuple[str, Outline]]:
        """Name and outline of each article."""
        return [(self.names[one], self.held[one]) for one in articles]

    def ranked(self, texts: Sequence[str], lang: str, limit: int = 10) -> list[tuple[str, float]]:
        """The nearest articles with their nearness, best first."""
        found = nearest(Query(lang=lang, texts=tuple(texts)), self, limit)
        return [(one.name, one.nearness) for one in found]


def indexed(articles: Iterable[tuple[str, Sequence[str]]]) -> Index:
    """The index of named lists of paragraphs; their order does not matter."""
    named = sorted(((name, outline_of(texts)) for name, texts in articles), key=lambda one: one[0])
    distinct = [outline.distinct for _, outline in named]
    every = np.concatenate([np.zeros(0, dtype=np.int64), *distinct])
    numbers = np.repeat(np.arange(len(named)), [len(terms) for terms in distinct])
    order = np.argsort(every, kind="stable")
    terms, starts = np.unique(every[order], return_index=True)
    return Index(
        names=tuple(name for name, _ in named),
        held=joined([outline for _, outline in named]),
        terms=terms,
        starts=np.append(starts, len(every)),
        postings=numbers[order],
        breadth=np.array([breadth(one) for one in distinct], dtype=np.float64),
    )


def same_text(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two articles carry one agency's text: half of the shorter one's runs of five words."""
    ours, theirs = _runs(one), _runs(other)
    return len(ours & theirs) >= _SAME_TEXT * max(min(len(ours), len(theirs)), 1)


def _runs(texts: Sequence[str]) -> set[tuple[str, ...]]:
    words = [folded(word) for text in texts for word in WORD.findall(composed(text))]
    return {tuple(words[k : k + _RUN]) for k in range(len(words) - _RUN + 1)}
