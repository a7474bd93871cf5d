"""Paragraphs of a rendering and of its original, put into beads.

A bead is worth the log likelihood ratio of its two groups; a paragraph alone costs a constant, whatever its
length, since captions and furniture come in every length. Order is kept; beads cover both sides once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.pairing.anchors import anchors
from archive.pairing.decoding import expected_best, probabilities
from archive.pairing.groups import grouped, grouped_rows, priors, widths
from archive.pairing.lexicon import words
from archive.pairing.likelihood import FOUND, FOUND_BACK, LengthModel, anchor_tables
from archive.pairing.punctuation import punctuation, punctuation_table
from archive.pairing.readings import with_readings
from archive.pairing.segments import PIECE, pieces
from archive.pairing.sentences import sentence_count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from archive.pairing.anchors import Anchors
    from archive.pairing.groups import Group, Table
    from archive.pairing.lexicon import Lexicon
    from archive.pairing.likelihood import Sizes

    Beads = tuple[Group, Group]
    Gains = dict[Beads, Table]  # of every bead, by its two groups and where they begin

ALONE = -2.6  # nats
PRIORS = priors(ALONE)


@dataclass(frozen=True, slots=True)
class Link:
    """Paragraphs of either side that belong together, the log likelihood ratio that says so, and how probable
    the bead is among all that the document could be put into."""

    rendering: tuple[int, ...]
    original: tuple[int, ...]
    gain: float
    probability: float

    def mapped(self, rendering: Sequence[int], original: Sequence[int]) -> Link:
        """The link in the numbering of the lists that these are indices into."""
        ours, theirs = (
            tuple(rendering[i] for i in self.rendering),
            tuple(original[j] for j in self.original),
        )
        return Link(ours, theirs, self.gain, self.probability)


Lexicons = tuple["Lexicon", "Lexicon"]  # p(rendering | original), p(original | rendering)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a document: its texts, what anchors they hold, and the words that the lexicon knows them
    by."""

    texts: Sequence[str]
    anchors: Sequence[Anchors]
    words: Sequence[Sequence[str]]


def sides_of(
    rendering: Sequence[str], original: Sequence[str], lang: str, *, with_words: bool
) -> tuple[Side, Side]:
    """Both sides of a document; Chinese names count as the original has them."""
    there = [anchors(text, "vi") for text in original]
    vocabulary = frozenset[str]().union(*(paragraph.every for paragraph in there))
    here = [with_readings(anchors(text, lang), text, vocabulary) for text in rendering]
    return (
        Side(rendering, here, [words(text, lang) for text in rendering] if with_words else []),
        Side(original, there, [words(text, "vi") for text in original] if with_words else []),
    )


def links(
    rendering: Sequence[str],
    original: Sequence[str],
    lang: str,
    gains_between: Callable[[Sequence[str], Sequence[str]], Gains],
) -> list[Link]:
    """The best sequence of beads, in order of the rendering; unaligned paragraphs are not in it."""
    found = []
    for piece, other in _pieces(rendering, original, lang):
        if piece.start < piece.stop and other.start < other.stop:
            gains = gains_between(rendering[piece], original[other])
            in_piece = _linked(gains, (piece.stop - piece.start, other.stop - other.start))
            found += [
                link.mapped(range(piece.start, piece.stop), range(other.start, other.stop))
                for link in in_piece
            ]
    return found


def _pieces(rendering: Sequence[str], original: Sequence[str], lang: str) -> list[tuple[slice, slice]]:
    """Documents of common length are one piece, whatever they say."""
    if max(len(rendering), len(original)) <= PIECE:
        return [(slice(0, len(rendering)), slice(0, len(original)))]
    return pieces([anchors(text, lang) for text in rendering], [anchors(text, "vi") for text in original])


def _linked(gains: Gains, size: tuple[int, int]) -> list[Link]:
    probable = probabilities(gains, size, ALONE)
    return [
        Link(
            tuple(i + offset for offset in a),
            tuple(j + offset for offset in b),
            float(gains[a, b][i, j]),
            min(float(probable[a, b][i, j]), 1.0),
        )
        for a, b, i, j in expected_best(probable, size)
    ]


def bead_gains(
    ours: Side,
    theirs: Side,
    lengths: LengthModel,
    lexicons: Lexicons | None,
    shapes: Mapping[Beads, float] = PRIORS,
) -> Gains:
    """Log likelihood ratio of every bead whose two groups `shapes` has, with the prior that stands there."""
    groups = {group for shape in shapes for group in shape}
    forth = anchor_tables(ours.anchors, theirs.anchors, FOUND, groups)
    back = anchor_tables(theirs.anchors, ours.anchors, FOUND_BACK, groups)
    if lexicons:
        by_words = lexicons[0].tables(ours.words, theirs.words, groups)
        back_by_words = lexicons[1].tables(theirs.words, ours.words, groups)
        forth = {group: table + by_words[group] for group, table in forth.items()}
        back = {group: table + back_by_words[group] for group, table in back.items()}
    gains = table_gains(forth, back, lengths, (_sizes(ours.texts), _sizes(theirs.texts)), shapes)
    marks, their_marks = punctuation(ours.texts), punctuation(theirs.texts)
    return {groups: table + punctuation_table(marks, their_marks, groups) for groups, table in gains.items()}


def _sizes(texts: Sequence[str]) -> Sizes:
    """Characters and sentences of each paragraph."""
    return widths([max(len(text), 1) for text in texts]), widths([sentence_count(text) for text in texts])


def table_gains(
    forth: Mapping[Group, Table],
    back: Mapping[Group, Table],
    lengths: LengthModel,
    sizes: tuple[Sizes, Sizes],
    shapes: Mapping[Beads, float] = PRIORS,
) -> Gains:
    """Gains of every bead from what either side's groups say of the other, and their sizes."""
    ours, theirs = (
        {group: (grouped(side[0], group), grouped(side[1], group)) for group in of}
        for side, of in ((sizes[0], back), (sizes[1], forth))
    )
    gains = {}
    for (a, b), prior in shapes.items():
        if len(ours[a][0]) and len(theirs[b][0]):
            words_and_anchors = grouped_rows(forth[b], a) + grouped_rows(back[a], b).T
            gains[a, b] = words_and_anchors + lengths.table(ours[a], theirs[b]) + prior
    return gains
