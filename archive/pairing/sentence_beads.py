"""Sentences inside the beads of paragraphs: what a bead's two sides say, aligned once more."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING

from archive.pairing.align import Link
from archive.pairing.beads import links_of_all
from archive.pairing.learned import NOTHING_LEARNED
from archive.pairing.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.pairing.beads import Sides
    from archive.pairing.embeddings import Encoder
    from archive.pairing.learned import Learned

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
    found: Sequence[Link],
    inside: tuple[SentencesOf, SentencesOf],
    document: Sides,
    learned: Learned = NOTHING_LEARNED,
    encoder: Encoder | None = None,
) -> Iterator[Link]:
    """Links between sentences, given those between the document's paragraphs."""
    rendering, original = inside
    for link in found:
        ours, theirs = rendering.of(link.rendering), original.of(link.original)
        sides = replace(
            document,
            rendering=[rendering.every[i] for i in ours],
            original=[original.every[j] for j in theirs],
        )
        for inner in inner_links(sides, link.probability, learned, encoder):
            yield inner.mapped(ours, theirs)


def inner_links(
    sides: Sides, probability: float, learned: Learned = NOTHING_LEARNED, encoder: Encoder | None = None
) -> list[Link]:
    """Links between the sentences of a bead so probable; none is more probable than the bead.

    One sentence on a side goes with all of the other's. The sides' key is that of the document.
    """
    sizes = len(sides.rendering), len(sides.original)
    if min(sizes) <= 1:
        return [Link(tuple(range(sizes[0])), tuple(range(sizes[1])), 0.0, probability)]
    found = links_of_all(sides, learned, encoder)
    return [replace(link, probability=min(link.probability, probability)) for link in found]
