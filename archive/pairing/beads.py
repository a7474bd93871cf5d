"""The beads of a rendering and its original: every paragraph of both sides once, in order."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.model import Bead
from archive.pairing.align import ALONE, links
from archive.pairing.embeddings import similarity_tables
from archive.pairing.fold import composed
from archive.pairing.furniture import story, translated
from archive.pairing.learned import NOTHING_LEARNED, Learned
from archive.pairing.sentence_gains import sentence_gains

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.align import Gains, Lexicons, Link
    from archive.pairing.embeddings import Encoder

_ONLY_THERE = 0.5  # what the original has and the rendering lacks counts half: heads and captions get lost
# The aligner is less sure than it is right, since it doubts each of a bead's neighbours too. As printed by
# `benchmarks/bead_scores.py`: log odds at which a bead is as often right as wrong, and their true share.
EVEN, SLOPE = 0.15, 1.67
SUREST = 0.99  # probability; what is more probable than that is not righter


def bead_score(link: Link) -> float:
    """How often a bead so probable is exactly right, where the two texts are a rendering and its original."""
    probability = min(max(link.probability, 1 - SUREST), SUREST)
    odds = math.log(probability / (1 - probability))
    return round(1 / (1 + math.exp(-SLOPE * (odds - EVEN))), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two texts as lists of paragraphs; `key` names the document for good."""

    rendering: Sequence[str]
    original: Sequence[str]
    lang: str
    key: str = ""


def story_links(
    sides: Sides, learned: Learned = NOTHING_LEARNED, encoder: Encoder | None = None
) -> list[Link]:
    """Links between the paragraphs that tell the story, by a lexicon that has not seen this document."""
    lexicons = learned.translation(sides.lang).lexicons_for(sides.key)
    return _links(sides, story_of(sides, learned), learned, lexicons, encoder)


def links_of_all(
    sides: Sides, learned: Learned = NOTHING_LEARNED, encoder: Encoder | None = None
) -> list[Link]:
    """Links between all texts that are not blank, though a line be furniture or Vietnamese on both sides."""
    lexicons = learned.translation(sides.lang).lexicons_for(sides.key)
    every = (story(sides.rendering, frozenset()), story(sides.original, frozenset()))
    return _links(sides, every, learned, lexicons, encoder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Mean log likelihood ratios over a story's paragraphs on both sides, of lengths and anchors alone.

    `whole` counts the whole original, `stretch` only as far as beads reach: its `covered` paragraphs of
    `original`. The lexicon has no say: it finds something to translate in any two news stories, so wrong
    articles gain more by it than right ones.
    """

    whole: float
    stretch: float
    beads: int
    covered: int
    original: int


def agreements(
    sides: Sides, learned: Learned = NOTHING_LEARNED, found: Sequence[Link] | None = None
) -> Agreement:
    """How well a rendering agrees with an original, and with the stretch of it that the beads reach.

    `found` are its links by lengths and anchors alone, where they are known.
    """
    ours, theirs = story_of(sides, learned)
    found = _links(sides, (ours, theirs), learned, None) if found is None else found
    covered = sum(1 for j in theirs if found[0].original[0] <= j <= found[-1].original[-1]) if found else 0
    lone = len(ours) - sum(len(link.rendering) for link in found)
    linked_there = sum(len(link.original) for link in found)

    def mean(paragraphs: int) -> float:
        nats = sum(link.gain for link in found) + ALONE * (lone + _ONLY_THERE * (paragraphs - linked_there))
        return nats / max(len(ours) + _ONLY_THERE * paragraphs, 1)

    return Agreement(
        whole=mean(len(theirs)),
        stretch=mean(covered),
        beads=len(found),
        covered=covered,
        original=len(theirs),
    )


def story_of(sides: Sides, learned: Learned) -> tuple[list[int], list[int]]:
    """Indices of the paragraphs on either side that the other should have."""
    return (
        translated([composed(text) for text in sides.rendering], sides.lang, learned.rendering_furniture),
        story([composed(text) for text in sides.original], learned.original_furniture),
    )


def _links(
    sides: Sides,
    told: tuple[Sequence[int], Sequence[int]],
    learned: Learned,
    lexicons: Lexicons | None,
    encoder: Encoder | None = None,
) -> list[Link]:
    """Links between the paragraphs of either side that `told` names."""
    lengths = learned.translation(sides.lang).lengths

    def gains_between(ours: Sequence[str], theirs: Sequence[str]) -> Gains:
        gains = sentence_gains(ours, theirs, sides.lang, lengths, lexicons)
        if encoder is None:
            return gains
        alike = similarity_tables(encoder, ours, theirs)
        return {groups: table + alike[groups] for groups, table in gains.items()}

    here, there = told
    ours = [composed(sides.rendering[i]) for i in here]
    theirs = [composed(sides.original[j]) for j in there]
    return [link.mapped(here, there) for link in links(ours, theirs, sides.lang, gains_between)]


def beads(found: Sequence[Link], rendering: int, original: int) -> list[Bead]:
    """Links with the paragraphs that stand alone between them, given the numbers of paragraphs."""
    linked = [
        Bead(rendering=link.rendering, original=link.original, score=bead_score(link)) for link in found
    ]
    ours = {i for link in found for i in link.rendering}
    theirs = {j for link in found for j in link.original}
    alone = [Bead(rendering=(i,), original=(), score=0.0) for i in range(rendering) if i not in ours]
    alone += [Bead(rendering=(), original=(j,), score=0.0) for j in range(original) if j not in theirs]
    return _in_order(linked, alone)


def _in_order(linked: list[Bead], alone: list[Bead]) -> list[Bead]:
    """Beads by where they begin; a lone paragraph stands before the first link that begins after it.

    Links rise on both sides.
    """
    ours, theirs = [link.rendering[:1] for link in linked], [link.original[:1] for link in linked]
    placed = []
    for bead in alone:
        before = bisect_left(ours, bead.rendering) if bead.rendering else bisect_left(theirs, bead.original)
        placed.append((before, 0 if bead.rendering else 1, bead.rendering or bead.original, bead))
    placed += [(number, 2, (), bead) for number, bead in enumerate(linked)]
    return [bead for *_, bead in sorted(placed, key=lambda item: item[:3])]
