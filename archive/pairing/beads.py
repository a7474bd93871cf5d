"""The beads of a rendering and its original: every paragraph of both sides once, in order."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.model import Bead
from archive.pairing.align import ALONE, links
from archive.pairing.fold import composed
from archive.pairing.furniture import story, translated
from archive.pairing.learned import NOTHING_LEARNED, Learned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.align import Lexicons, Link

_ONLY_THERE = 0.5  # what the original has and the rendering lacks counts half: heads and captions get lost
_EVEN = 4.0  # nats at which a bead is as likely right as wrong
_NATS = 4.0  # nats that change the odds by e


def bead_score(gain: float) -> float:
    """Probability that a bead is exactly right, from its log likelihood ratio."""
    return round(1 / (1 + math.exp(-(gain - _EVEN) / _NATS)), 4) if gain > -100 * _NATS else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The two texts as lists of paragraphs; `key` names the document for good."""

    rendering: Sequence[str]
    original: Sequence[str]
    lang: str
    key: str = ""


def story_links(sides: Sides, learned: Learned = NOTHING_LEARNED) -> list[Link]:
    """Links between the paragraphs that tell the story, by a lexicon that has not seen this document."""
    return _links(sides, learned, learned.translation(sides.lang).lexicons_for(sides.key))


def agreement(sides: Sides, learned: Learned = NOTHING_LEARNED) -> float:
    """Mean log likelihood ratio over the story's paragraphs on both sides, of lengths and anchors alone.

    The lexicon has no say: it finds something to translate in any two news stories, so wrong articles gain
    more by it than right ones.
    """
    found = _links(sides, learned, None)
    ours, theirs = (len(side) for side in story_of(sides, learned))
    lone = ours - sum(len(link.rendering) for link in found)
    lone_there = theirs - sum(len(link.original) for link in found)
    nats = sum(link.gain for link in found) + ALONE * (lone + _ONLY_THERE * lone_there)
    return nats / max(ours + _ONLY_THERE * theirs, 1)


def story_of(sides: Sides, learned: Learned) -> tuple[list[int], list[int]]:
    """Indices of the paragraphs on either side that the other should have."""
    return (
        translated([composed(text) for text in sides.rendering], sides.lang, learned.rendering_furniture),
        story([composed(text) for text in sides.original], learned.original_furniture),
    )


def _links(sides: Sides, learned: Learned, lexicons: Lexicons | None) -> list[Link]:
    here, there = story_of(sides, learned)
    ours = [composed(sides.rendering[i]) for i in here]
    theirs = [composed(sides.original[j]) for j in there]
    found = links(ours, theirs, sides.lang, learned.translation(sides.lang).lengths, lexicons)
    return [link.mapped(here, there) for link in found]


def beads(found: Sequence[Link], rendering: int, original: int) -> list[Bead]:
    """Links with the paragraphs that stand alone between them, given the numbers of paragraphs."""
    linked = [
        Bead(rendering=link.rendering, original=link.original, score=bead_score(link.gain)) for link in found
    ]
    ours = {i for link in found for i in link.rendering}
    theirs = {j for link in found for j in link.original}
    alone = [Bead(rendering=(i,), original=(), score=0.0) for i in range(rendering) if i not in ours]
    alone += [Bead(rendering=(), original=(j,), score=0.0) for j in range(original) if j not in theirs]
    return _in_order(linked, alone)


def _in_order(linked: list[Bead], alone: list[Bead]) -> list[Bead]:
    """Beads by where they begin; a lone paragraph stands before the first link that begins after it."""
    placed = []
    for bead in alone:
        before = sum(
            1
            for link in linked
            if (link.rendering[:1] < bead.rendering if bead.rendering else link.original[:1] < bead.original)
        )
        placed.append((before, 0 if bead.rendering else 1, bead.rendering or bead.original, bead))
    placed += [(number, 2, (), bead) for number, bead in enumerate(linked)]
    return [bead for *_, bead in sorted(placed, key=lambda item: item[:3])]
