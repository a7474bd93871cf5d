"""Sentences inside the beads of paragraphs: what a bead's two sides say, aligned once more."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from archive.pairing.beads import Sides, story_links
from archive.pairing.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.pairing.align import Link

    Numbers = Sequence[int]


class SentencesOf:
    """The sentences of a list of paragraphs, numbered through."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        by_paragraph = [sentences(text) for text in paragraphs]
        ends = list(accumulate(map(len, by_paragraph), initial=0))
        self.every = tuple(chain.from_iterable(by_paragraph))
        self._numbers = [range(*bounds) for bounds in pairwise(ends)]

    def of(self, paragraphs: Sequence[int]) -> list[int]:
        """The numbers of the sentences in these paragraphs."""
        return [number for paragraph in paragraphs for number in self._numbers[paragraph]]


def sentence_links(
    found: Sequence[Link], rendering: SentencesOf, original: SentencesOf, lang: str
) -> Iterator[Link]:
    """Links between sentences, given those between their paragraphs; none is more probable than the one that
    it lies in. One sentence on a side goes with all of the other's."""
    for link in found:
        ours, theirs = rendering.of(link.rendering), original.of(link.original)
        if min(len(ours), len(theirs)) <= 1:
            yield replace(link, rendering=tuple(ours), original=tuple(theirs))
            continue
        sides = Sides(
            rendering=[rendering.every[i] for i in ours],
            original=[original.every[j] for j in theirs],
            lang=lang,
        )
        for inner in story_links(sides):
            within = inner.mapped(ours, theirs)
            yield replace(within, probability=min(within.probability, link.probability))
