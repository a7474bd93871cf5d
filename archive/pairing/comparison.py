"""How well each of several articles holds a rendering: what stands in the article alone costs little.

It tells articles apart where a rendering is a part of its original. Lengths and anchors alone have a say: a
lexicon learned from pairs that were guessed vouches for its own wrong guesses. Anchors are summed where they
stand: a product of dense tables is spread over threads, which wait longer for each other than they work.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.align import ALONE, table_gains
from archive.pairing.anchors import Anchors, anchors
from archive.pairing.fold import composed
from archive.pairing.groups import GROUPS, width, widths
from archive.pairing.likelihood import FOUND, FOUND_BACK, token_ratios
from archive.pairing.outline import KINDS, Outline, kinds_of, term
from archive.pairing.paths import best_paths
from archive.pairing.readings import possible_readings, with_readings
from archive.pairing.sentences import sentence_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.groups import Group, Table
    from archive.pairing.likelihood import LengthModel
    from archive.pairing.outline import Whole

    Marks = np.ndarray[tuple[int, int], np.dtype[np.bool_]]

_FOUND = np.array([FOUND[kind] for kind in KINDS])
_FOUND_BACK = np.array([FOUND_BACK[kind] for kind in KINDS])


def containments(
    rendering: Sequence[str], articles: Sequence[Outline], lang: str, lengths: LengthModel
) -> list[float]:
    """Mean log likelihood ratio of the rendering's paragraphs, for each article.

    All articles are weighed as one text, so that an anchor tells the more the fewer of them hold it.
    """
    bounds = list(accumulate((len(article.sizes) for article in articles), initial=0))
    if not rendering:
        return [0.0] * len(articles)
    if not bounds[-1]:
        return [ALONE] * len(articles)
    texts = [composed(text) for text in rendering]
    together = _together(articles, bounds)
    asked = _asked(_anchors(texts, lang, together.terms))
    held = _held(asked, together)
    ours = (widths([max(len(text), 1) for text in texts]), widths([sentence_count(text) for text in texts]))
    theirs = (widths(together.sizes[:, 0].tolist()), widths(together.sizes[:, 1].tolist()))
    gains = table_gains(_forth(asked, held), _back(asked, held), lengths, (ours, theirs))
    return [float(nats) for nats in best_paths(gains, bounds, len(texts), ALONE) / len(texts)]


def _together(articles: Sequence[Outline], bounds: Sequence[int]) -> Outline:
    """The articles as one, their paragraphs numbered through."""
    return Outline(
        terms=np.concatenate([article.terms for article in articles]),
        places=np.concatenate([one.places + 2 * start for one, start in zip(articles, bounds, strict=False)]),
        sizes=np.concatenate([article.sizes for article in articles]),
    )


def _anchors(texts: Sequence[str], lang: str, terms: Whole) -> list[Anchors]:
    """Anchors of the rendering's paragraphs, Chinese names as any of the articles has them."""
    readings = sorted({token for text in texts for token in possible_readings(text)})
    there = np.isin(np.array([term(token) for token in readings], dtype=np.int64), terms)
    vocabulary = {token for token, is_there in zip(readings, there.tolist(), strict=True) if is_there}
    return [with_readings(anchors(text, lang), text, vocabulary) for text in texts]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The rendering's terms in order, and which of its paragraphs hold each, a row for a paragraph."""

    terms: Whole
    firm: Marks
    loose: Marks


def _asked(paragraphs: Sequence[Anchors]) -> _Asked:
    terms = np.unique([term(token) for one in paragraphs for token in one.every]).astype(np.int64)
    firm, loose = (np.zeros((len(paragraphs), len(terms)), dtype=bool) for _ in range(2))
    for marks, kept in ((firm, [one.firm for one in paragraphs]), (loose, [one.loose for one in paragraphs])):
        for row, tokens in zip(marks, kept, strict=True):
            row[np.searchsorted(terms, [term(token) for token in tokens])] = True
    return _Asked(terms=terms, firm=firm, loose=loose)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """Where the articles hold what is asked for: an item for each of their anchors that the rendering has.

    `missing` counts, by paragraph and kind, the firm ones that it lacks: more of these need not be known.
    """

    asked: Whole
    paragraphs: Whole
    is_firm: np.ndarray[tuple[int], np.dtype[np.bool_]]
    missing: Table


def _held(asked: _Asked, there: Outline) -> _Held:
    paragraphs, is_firm = there.places >> 1, (there.places & 1).astype(bool)
    position = np.minimum(np.searchsorted(asked.terms, there.terms), max(len(asked.terms) - 1, 0))
    is_asked = asked.terms[position] == there.terms if len(asked.terms) else np.zeros_like(is_firm)
    lacked = is_firm & ~is_asked
    cells = paragraphs[lacked] * len(KINDS) + kinds_of(there.terms[lacked])
    missing = np.bincount(cells, minlength=len(there.sizes) * len(KINDS)).reshape(-1, len(KINDS))
    return _Held(
        asked=position[is_asked],
        paragraphs=paragraphs[is_asked],
        is_firm=is_firm[is_asked],
        missing=missing.astype(np.float64),
    )


def _forth(asked: _Asked, held: _Held) -> dict[Group, Table]:
    """Log ratios of the rendering's paragraphs against each group of the articles'."""
    texts, terms = len(held.missing), len(asked.terms)
    hit = _FOUND[kinds_of(asked.terms)]
    count = np.bincount(held.asked, minlength=terms).astype(np.float64)
    seen = np.zeros((texts, terms), dtype=bool)
    seen[held.paragraphs, held.asked] = True
    tables = {}
    for group in GROUPS:
        missed, firm, loose = token_ratios(hit, count, texts, len(group))
        worth = (asked.firm * firm + asked.loose * loose).T
        columns, tokens = np.nonzero(_in_any(seen, group))
        found = _summed(worth[tokens], columns, max(texts - width(group) + 1, 0))
        tables[group] = (asked.firm * missed).sum(axis=1)[:, None] + found.T
    return tables


def _back(asked: _Asked, held: _Held) -> dict[Group, Table]:
    """Log ratios of the articles' paragraphs against each group of the rendering's."""
    marks = asked.firm | asked.loose
    texts, count = len(marks), marks.sum(axis=0).astype(np.float64)
    hit = _FOUND_BACK[kinds_of(asked.terms)]
    tables = {}
    for group in GROUPS:
        missed, firm, loose = token_ratios(hit, count, texts, len(group))
        worth = np.where(held.is_firm, firm[held.asked], loose[held.asked])
        found: Table = worth[:, None] * _in_any(marks, group).T[held.asked]
        found += np.where(held.is_firm, missed[held.asked], 0.0)[:, None]
        lacked, _, _ = token_ratios(_FOUND_BACK, np.zeros(len(KINDS)), texts, len(group))
        table = _summed(found, held.paragraphs, len(held.missing))
        tables[group] = table + (held.missing * lacked).sum(axis=1)[:, None]
    return tables


def _in_any(marks: Marks, group: Group) -> Marks:
    """Whether any paragraph of the group that begins at each row has the mark."""
    rows = max(len(marks) - width(group) + 1, 0)
    found: Marks = np.zeros((rows, marks.shape[1]), dtype=bool)
    for offset in group:
        found |= marks[offset : offset + rows]
    return found


def _summed(rows: Table, places: Whole, number: int) -> Table:
    """Sums of the rows of each of so many places; these are in order."""
    table: Table = np.zeros((number, rows.shape[1]))
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    if len(starts):
        table[places[starts]] = np.add.reduceat(rows, starts, axis=0)
    return table
