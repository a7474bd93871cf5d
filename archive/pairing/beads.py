"""The beads of a rendering and its original: every paragraph of both sides once, in order."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from archive.model import Bead
from archive.pairing.align import ALONE, links
from archive.pairing.fold import composed
from archive.pairing.furniture import story, translated
from archive.pairing.learned import NOTHING_LEARNED, Learned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.align import Link

_EVEN = 4.0  # nats at which a bead is as likely right as wrong
_NATS = 4.0  # nats that change the odds by e


def bead_score(gain: float) -> float:
    """Probability that a bead is exactly right, from its log likelihood ratio."""
    return round(1 / (1 + math.exp(-(gain - _EVEN) / _NATS)), 4) if gain > -100 * _NATS else 0.0


def story_links(
    rendering: Sequence[str], original: Sequence[str], *, lang: str, learned: Learned = NOTHING_LEARNED, key: str = ""
) -> list[Link]:
    """Links between the paragraphs that tell the story; `key` names the document, so that it is scored by a
    lexicon that has not seen it."""
    ours, theirs = [composed(text) for text in rendering], [composed(text) for text in original]
    here = translated(ours, lang, learned.rendering_furniture)
    there = story(theirs, learned.original_furniture)
    translation = learned.translation(lang)
    found = links(
        [ours[i] for i in here],
        [theirs[j] for j in there],
        lang,
        translation.lengths,
        translation.lexicons_for(key),
    )
    return [link.mapped(here, there) for link in found]


def translated_story(rendering: Sequence[str], lang: str, learned: Learned) -> list[int]:
    """Indices of a rendering's paragraphs that an original must have."""
    return translated([composed(text) for text in rendering], lang, learned.rendering_furniture)


def nats_per_paragraph(found: Sequence[Link], paragraphs: int) -> float:
    """Mean log likelihood ratio over a rendering's paragraphs, those without a link counting as misses."""
    linked = sum(len(link.rendering) for link in found)
    return (sum(link.gain for link in found) + ALONE * (paragraphs - linked)) / max(paragraphs, 1)


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
