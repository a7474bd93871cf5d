"""How well each of several articles holds a rendering: what stands in the article alone costs little.

It tells articles apart where a rendering is a part of its original. Lengths and anchors alone have a say: a
lexicon learned from pairs that were guessed vouches for its own wrong guesses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.align import ALONE, Side, bead_gains
from archive.pairing.anchors import anchors
from archive.pairing.groups import width
from archive.pairing.readings import with_readings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archive.pairing.groups import Group, Table
    from archive.pairing.likelihood import LengthModel

_SKIPPED = 1.0  # nats for an article's paragraph between two beads; before the first and after the last, none


def containments(
    rendering: Sequence[str], articles: Sequence[Sequence[str]], lang: str, lengths: LengthModel
) -> list[float]:
    """Mean log likelihood ratio of the rendering's paragraphs, for each article.

    All articles are weighed as one text, so that an anchor tells the more the fewer of them hold it.
    """
    together = [text for article in articles for text in article]
    if not rendering or not together:
        return [0.0] * len(articles)
    there = [anchors(text, "vi") for text in together]
    vocabulary = frozenset[str]().union(*(paragraph.every for paragraph in there))
    here = [with_readings(anchors(text, lang), text, vocabulary) for text in rendering]
    gains = bead_gains(Side(rendering, here, []), Side(together, there, []), lengths, None)
    nats, start = [], 0
    for article in articles:
        within = slice(start, start + len(article))
        nats.append(_best({groups: table[:, within] for groups, table in gains.items()}, len(rendering)))
        start += len(article)
    return [value / len(rendering) for value in nats]


def _best(gains: Mapping[tuple[Group, Group], Table], rows: int) -> float:
    """The best path's nats, a row of the grid at a time.

    Tables have a column for each position where a bead begins; the last ones reach past the article's end.
    """
    columns = max((table.shape[1] for table in gains.values()), default=0)
    skipped = _SKIPPED * np.arange(columns + 1)
    best = [np.zeros(columns + 1)]
    for i in range(1, rows + 1):
        row = best[i - 1] + ALONE
        for (a, b), table in gains.items():
            down, right = width(a), width(b)
            if down <= i and right <= columns:
                reached = best[i - down][: columns + 1 - right] + table[i - down, : columns + 1 - right]
                row[right:] = np.maximum(row[right:], reached)
        best.append(np.maximum.accumulate(row + skipped) - skipped)
    return float(best[-1].max())
