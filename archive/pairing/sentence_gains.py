"""What beads gain, sentence by sentence: the alignment is of paragraphs, its evidence of their sentences.

A paragraph that holds its counterpart and half of the next one beside it is told from one that holds its
counterpart alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.pairing.align import ALONE, PRIORS, bead_gains, sides_of
from archive.pairing.inner_alignment import inner_gains
from archive.pairing.sentences import passages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.align import Gains, Lexicons
    from archive.pairing.groups import Group
    from archive.pairing.likelihood import LengthModel

# Of sentences in a bead; what their numbers' difference costs is counted with their lengths.
_SHAPES: dict[tuple[Group, Group], float] = dict.fromkeys(
    [((0,), (0,)), ((0,), (0, 1)), ((0, 1), (0,)), ((0,), (0, 1, 2)), ((0, 1, 2), (0,))], 0.0
)


def sentence_gains(
    rendering: Sequence[str],
    original: Sequence[str],
    lang: str,
    lengths: LengthModel,
    lexicons: Lexicons | None,
) -> Gains:
    """Log likelihood ratio of every bead of paragraphs, by the best alignment of its sentences."""
    here, there = ([passages(text) for text in side] for side in (rendering, original))
    ours, theirs = sides_of(
        [sentence for paragraph in here for sentence in paragraph],
        [sentence for paragraph in there for sentence in paragraph],
        lang,
        with_words=lexicons is not None,
    )
    counts = ([len(paragraph) for paragraph in here], [len(paragraph) for paragraph in there])
    gains = inner_gains(bead_gains(ours, theirs, lengths, lexicons, _SHAPES), counts, PRIORS, ALONE)
    return {groups: table + PRIORS[groups] for groups, table in gains.items()}
