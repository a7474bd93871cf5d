"""Paragraphs of a rendering and of its original, put into beads by dynamic programming.

A bead is worth the log likelihood ratio of its two groups; a paragraph alone costs a constant, whatever its
length, since captions and furniture come in every length. Order is kept; beads cover both sides once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.anchors import anchors
from archive.pairing.groups import GROUPS, grouped, grouped_rows, priors, width, widths
from archive.pairing.lexicon import words
from archive.pairing.likelihood import FOUND, FOUND_BACK, LengthModel, anchor_tables
from archive.pairing.readings import with_readings
from archive.pairing.segments import pieces
from archive.pairing.sentences import sentence_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.anchors import Anchors
    from archive.pairing.groups import Group, Table
    from archive.pairing.lexicon import Lexicon

ALONE = -2.6  # nats
_PRIORS = priors(ALONE)


@dataclass(frozen=True, slots=True)
class Link:
    """Paragraphs of either side that belong together, and the log likelihood ratio that says so."""

    rendering: tuple[int, ...]
    original: tuple[int, ...]
    gain: float

    def mapped(self, rendering: Sequence[int], original: Sequence[int]) -> Link:
        """The link in the numbering of the lists that these are indices into."""
        ours, theirs = (
            tuple(rendering[i] for i in self.rendering),
            tuple(original[j] for j in self.original),
        )
        return Link(ours, theirs, self.gain)


Lexicons = tuple["Lexicon", "Lexicon"]  # p(rendering | original), p(original | rendering)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a document: its texts, what anchors they hold, and the words that the lexicon knows them
    by."""

    texts: Sequence[str]
    anchors: Sequence[Anchors]
    words: Sequence[Sequence[str]]

    def part(self, piece: slice) -> Side:
        """The paragraphs of a slice."""
        return Side(self.texts[piece], self.anchors[piece], self.words[piece])


def links(
    rendering: Sequence[str],
    original: Sequence[str],
    lang: str,
    lengths: LengthModel,
    lexicons: Lexicons | None,
) -> list[Link]:
    """The best sequence of beads, in order of the rendering; unaligned paragraphs are not in it."""
    there = [anchors(text, "vi") for text in original]
    vocabulary = frozenset[str]().union(*(paragraph.every for paragraph in there))
    here = [with_readings(anchors(text, lang), text, vocabulary) for text in rendering]
    ours = Side(rendering, here, [words(text, lang) for text in rendering] if lexicons else [])
    theirs = Side(original, there, [words(text, "vi") for text in original] if lexicons else [])
    found = []
    for piece, other in pieces(here, there):
        if piece.start < piece.stop and other.start < other.stop:
            in_piece = _linked(ours.part(piece), theirs.part(other), lengths, lexicons)
            found += [
                link.mapped(range(piece.start, piece.stop), range(other.start, other.stop))
                for link in in_piece
            ]
    return found


def _linked(ours: Side, theirs: Side, lengths: LengthModel, lexicons: Lexicons | None) -> list[Link]:
    gains = bead_gains(ours, theirs, lengths, lexicons)
    lists = {groups: table.tolist() for groups, table in gains.items()}
    return _best_path(lists, len(ours.texts), len(theirs.texts))


def bead_gains(
    ours: Side, theirs: Side, lengths: LengthModel, lexicons: Lexicons | None
) -> dict[tuple[Group, Group], Table]:
    """Log likelihood ratio of every bead, by its two groups and where they begin."""
    forth = anchor_tables(ours.anchors, theirs.anchors, FOUND)
    back = anchor_tables(theirs.anchors, ours.anchors, FOUND_BACK)
    if lexicons:
        forth = {
            group: table + forth[group]
            for group, table in lexicons[0].tables(ours.words, theirs.words).items()
        }
        back = {
            group: table + back[group]
            for group, table in lexicons[1].tables(theirs.words, ours.words).items()
        }
    return table_gains(forth, back, lengths, (_sizes(ours.texts), _sizes(theirs.texts)))


Sizes = tuple["np.ndarray[tuple[int], np.dtype[np.float64]]", "np.ndarray[tuple[int], np.dtype[np.float64]]"]


def _sizes(texts: Sequence[str]) -> Sizes:
    """Characters and sentences of each paragraph."""
    return widths([max(len(text), 1) for text in texts]), widths([sentence_count(text) for text in texts])


def table_gains(
    forth: dict[Group, Table], back: dict[Group, Table], lengths: LengthModel, sizes: tuple[Sizes, Sizes]
) -> dict[tuple[Group, Group], Table]:
    """Gains of every bead from what either side's groups say of the other, and their sizes."""
    ours = {group: (grouped(sizes[0][0], group), grouped(sizes[0][1], group)) for group in GROUPS}
    theirs = {group: (grouped(sizes[1][0], group), grouped(sizes[1][1], group)) for group in GROUPS}
    gains = {}
    for (a, b), prior in _PRIORS.items():
        if len(ours[a][0]) and len(theirs[b][0]):
            words_and_anchors = grouped_rows(forth[b], a) + grouped_rows(back[a], b).T
            gains[a, b] = words_and_anchors + lengths.table(ours[a], theirs[b]) + prior
    return gains


def _best_path(gains: dict[tuple[Group, Group], list[list[float]]], rows: int, columns: int) -> list[Link]:
    """Viterbi over the grid of positions: each step is a bead or a paragraph alone."""
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step: dict[tuple[int, int], tuple[Group, Group]] = {}
    shapes = [(width(a), width(b), table, (a, b)) for (a, b), table in gains.items()]
    for i in range(rows + 1):
        for j in range(columns + 1):
            if not i and not j:
                continue
            value, chosen = max(
                (best[i - 1][j] + ALONE, _ONE_HERE) if i else _NOWHERE,
                (best[i][j - 1] + ALONE, _ONE_THERE) if j else _NOWHERE,
            )
            for down, right, table, groups in shapes:
                if down <= i and right <= j:
                    gain = best[i - down][j - right] + table[i - down][j - right]
                    if gain > value:
                        value, chosen = gain, groups
            best[i][j], step[i, j] = value, chosen
    return _walked_back(gains, step, rows, columns)


_ONE_HERE: tuple[Group, Group] = ((0,), ())
_ONE_THERE: tuple[Group, Group] = ((), (0,))
_NOWHERE: tuple[float, tuple[Group, Group]] = (-np.inf, ((), ()))


def _walked_back(
    gains: dict[tuple[Group, Group], list[list[float]]],
    step: dict[tuple[int, int], tuple[Group, Group]],
    i: int,
    j: int,
) -> list[Link]:
    found = []
    while i or j:
        a, b = step[i, j]
        i, j = i - (width(a) if a else 0), j - (width(b) if b else 0)
        if a and b:
            gain = gains[a, b][i][j]
            found.append(Link(tuple(i + offset for offset in a), tuple(j + offset for offset in b), gain))
    return found[::-1]
