"""Segments of sentences: what a bead's paragraphs say, aligned once more inside the bead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.pairing.beads import Sides, bead_score, story_links
from archive.pairing.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.export.bitext.segments import Segment


def sentence_segments(segment: Segment) -> Iterator[Segment]:
    """The sentences of a segment that say the same, in order; one that stands alone is left out.

    A segment with one sentence on either side stays as it is. A score is never above its segment's.
    """
    ours, theirs = sentences(segment.rendering), sentences(segment.original)
    if min(len(ours), len(theirs)) <= 1:
        yield segment
        return
    for link in story_links(Sides(rendering=ours, original=theirs, lang=segment.rendering_lang)):
        yield replace(
            segment,
            rendering=" ".join(ours[i] for i in link.rendering),
            original=" ".join(theirs[j] for j in link.original),
            score=min(segment.score, bead_score(link)),
        )
