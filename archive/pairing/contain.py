"""How well each of several articles holds a rendering: what stands in the article alone costs little.

It tells articles apart where a rendering is a part of its original. Lengths and anchors alone have a say: a
lexicon learned from pairs that were guessed vouches for its own wrong guesses.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.align import ALONE, table_gains
from archive.pairing.anchors import Anchors, anchors
from archive.pairing.fold import composed
from archive.pairing.groups import width, widths
from archive.pairing.likelihood import FOUND, FOUND_BACK, anchor_tables
from archive.pairing.outline import KINDS, Outline, kinds_of, term
from archive.pairing.readings import possible_readings, with_readings
from archive.pairing.sentences import sentence_count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.pairing.groups import Group, Row, Table
    from archive.pairing.likelihood import LengthModel
    from archive.pairing.outline import Whole

_SKIPPED = 1.0  # nats for an article's paragraph between two beads; before the first and after the last, none
# For each kind an anchor that no text holds: it comes to what any firm one costs that is lacked.
_LACKED = [Anchors(frozenset({f"{kind}:"}), frozenset()) for kind in KINDS]


def containments(
    rendering: Sequence[str], articles: Sequence[Outline], lang: str, lengths: LengthModel
) -> list[float]:
    """Mean log likelihood ratio of the rendering's paragraphs, for each article.

    All articles are weighed as one text, so that an anchor tells the more the fewer of them hold it.
    """
    bounds = list(accumulate((len(article.sizes) for article in articles), initial=0))
    if not rendering or not bounds[-1]:
        return [0.0] * len(articles)
    texts = [composed(text) for text in rendering]
    together = _together(articles, bounds)
    here = _asked(texts, lang, together.terms)
    there, missing = _held(here, together)
    forth = anchor_tables(here, there, FOUND)
    back = anchor_tables(there, here, FOUND_BACK)
    lacked = anchor_tables(_LACKED, here, FOUND_BACK)
    back = {group: table + missing @ lacked[group] for group, table in back.items()}
    ours = (widths([max(len(text), 1) for text in texts]), widths([sentence_count(text) for text in texts]))
    theirs = (widths(together.sizes[:, 0].tolist()), widths(together.sizes[:, 1].tolist()))
    gains = table_gains(forth, back, lengths, (ours, theirs))
    return [float(nats) for nats in _best(gains, bounds, len(texts)) / len(texts)]


def _together(articles: Sequence[Outline], bounds: Sequence[int]) -> Outline:
    """The articles as one, their paragraphs numbered through."""
    return Outline(
        terms=np.concatenate([article.terms for article in articles]),
        places=np.concatenate([one.places + 2 * start for one, start in zip(articles, bounds, strict=False)]),
        sizes=np.concatenate([article.sizes for article in articles]),
    )


def _asked(texts: Sequence[str], lang: str, terms: Whole) -> list[Anchors]:
    """Anchors of the rendering's paragraphs, Chinese names as any of the articles has them."""
    readings = sorted({token for text in texts for token in possible_readings(text)})
    there = np.isin(np.array([term(token) for token in readings], dtype=np.int64), terms)
    vocabulary = {token for token, is_there in zip(readings, there.tolist(), strict=True) if is_there}
    return [with_readings(anchors(text, lang), text, vocabulary) for text in texts]


def _held(here: Sequence[Anchors], there: Outline) -> tuple[list[Anchors], Table]:
    """Those anchors of the articles' paragraphs that the rendering has anywhere, and of each kind the number
    of firm ones that it lacks: more of what it lacks need not be known."""
    tokens = {term(token): token for paragraph in here for token in paragraph.every}
    is_asked = np.isin(there.terms, np.array(list(tokens), dtype=np.int64))
    firm: list[set[str]] = [set() for _ in there.sizes]
    loose: list[set[str]] = [set() for _ in there.sizes]
    asked = zip(there.terms[is_asked].tolist(), there.places[is_asked].tolist(), strict=True)
    for number, place in asked:
        (firm if place % 2 else loose)[place // 2].add(tokens[number])
    missing = np.zeros((len(there.sizes), len(KINDS)))
    is_missing = ~is_asked & (there.places % 2 == 1)
    np.add.at(missing, (there.places[is_missing] // 2, kinds_of(there.terms[is_missing])), 1)
    return [Anchors(frozenset(a), frozenset(b)) for a, b in zip(firm, loose, strict=True)], missing


def _best(gains: Mapping[tuple[Group, Group], Table], bounds: Sequence[int], rows: int) -> Row:
    """The nats of each article's best path; articles of like length are walked through together."""
    sizes = np.diff(bounds)
    nats = np.zeros(len(sizes))
    doubled = [int(size).bit_length() for size in sizes]
    for one in sorted(set(doubled) - {0}):
        alike = np.array([k for k, size in enumerate(doubled) if size == one])
        nats[alike] = _best_paths(gains, np.array(bounds)[alike], sizes[alike], rows)
    return nats


def _best_paths(gains: Mapping[tuple[Group, Group], Table], starts: Whole, sizes: Whole, rows: int) -> Row:
    """The best path's nats of several articles, a row of their grids at a time."""
    columns = int(sizes.max())
    position = np.arange(columns)[None, :]
    steps = []
    for (a, b), table in gains.items():
        is_inside = position + width(b) <= sizes[:, None]
        begins = np.where(is_inside, starts[:, None] + position, 0)
        steps.append((width(a), width(b), np.where(is_inside, table[:, begins], -np.inf)))
    skipped = _SKIPPED * np.arange(columns + 1)
    best = [np.zeros((len(sizes), columns + 1))]
    for i in range(1, rows + 1):
        row = best[i - 1] + ALONE
        for down, right, table in steps:
            if down <= i and right <= columns:
                reached = best[i - down][:, : columns + 1 - right] + table[i - down, :, : columns + 1 - right]
                row[:, right:] = np.maximum(row[:, right:], reached)
        best.append(np.maximum.accumulate(row + skipped, axis=1) - skipped)
    most: Row = best[-1].max(axis=1)
    return most
