"""Segments of sentences: what a bead's paragraphs say, aligned once more inside the bead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.pairing.beads import SUREST, Sides, bead_score
from archive.pairing.learned import NOTHING_LEARNED
from archive.pairing.sentence_beads import inner_links
from archive.pairing.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.export.bitext.segments import Segment
    from archive.pairing.learned import Learned


def sentence_segments(segment: Segment, learned: Learned = NOTHING_LEARNED) -> Iterator[Segment]:
    """The sentences of a segment that say the same, in order; one that stands alone is left out.

    A segment with one sentence on either side stays as it is. A score is never above its segment's.
    """
    ours, theirs = sentences(segment.rendering), sentences(segment.original)
    sides = Sides(rendering=ours, original=theirs, lang=segment.rendering_lang, key=segment.rendering_id)
    for link in inner_links(sides, SUREST, learned):
        yield replace(
            segment,
            rendering=" ".join(ours[i] for i in link.rendering),
            original=" ".join(theirs[j] for j in link.original),
            score=min(segment.score, bead_score(link)),
        )
