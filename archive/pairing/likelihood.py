"""How much likelier two groups of paragraphs are as translations of each other than as strangers.

Everything is a natural logarithm of that ratio, summed over independent observations (as Gale and Church 1993
do for length): lengths, numbers of sentences, each anchor found or missed, each word explained by the lexicon
or not. Against one group of the other side the paragraphs of this side add up, so a table of paragraph ×
position for each kind of group is all that the alignment needs.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.groups import GROUPS, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.pairing.anchors import Anchors
    from archive.pairing.groups import Group, Row, Table

# Share of anchors found in the true counterpart, by kind, in translated news; Vietnamese names and countries
# vanish most, into `han` and `landet`.
FOUND = {"d": 0.97, "m": 0.95, "w": 0.95, "t": 0.9, "%": 0.9, "n": 0.8, "x": 0.75}
FOUND_BACK = {"d": 0.75, "m": 0.85, "w": 0.75, "t": 0.6, "%": 0.85, "n": 0.7, "x": 0.5}
_LOOSE_FOUND = 0.5
_SIGHTINGS = 0.45  # an anchor found is seen from both sides, and the two sightings are not independent
_MOST_LIKELY_BY_CHANCE = 0.95


def anchor_tables(
    source: Sequence[Anchors],
    target: Sequence[Anchors],
    found: Mapping[str, float],
    groups: Iterable[Group] = GROUPS,
) -> dict[Group, Table]:
    """Log ratios of each source paragraph's anchors against each group of target paragraphs, by kind of
    group."""
    counts = Counter(token for paragraph in target for token in paragraph.every)
    tokens = {
        token: k for k, token in enumerate(sorted({t for paragraph in source for t in paragraph.every}))
    }
    held = np.zeros((len(tokens), len(target)), dtype=bool)
    for j, paragraph in enumerate(target):
        held[[tokens[token] for token in paragraph.every if token in tokens], j] = True
    firm, loose = (np.zeros((len(source), len(tokens))) for _ in range(2))
    for i, paragraph in enumerate(source):
        firm[i, [tokens[token] for token in paragraph.firm]] = 1
        loose[i, [tokens[token] for token in paragraph.loose]] = 1
    count = np.array([counts[token] for token in tokens], dtype=np.float64)
    hit = np.array([found[token[0]] for token in tokens])
    return {group: _against(held, group, (firm, hit), (loose, count)) for group in groups}


def _against(held: np.ndarray, group: Group, firmly: tuple[Table, Row], loosely: tuple[Table, Row]) -> Table:
    firm, hit = firmly
    loose, count = loosely
    columns = max(held.shape[1] - width(group) + 1, 0)
    seen = np.zeros((len(held), columns), dtype=bool)
    for offset in group:
        seen |= held[:, offset : offset + columns]
    missed, found, loosely_found = token_ratios(hit, count, held.shape[1], len(group))
    table: Table = (firm @ missed)[:, None] + (firm * found + loose * loosely_found) @ seen
    return table


def token_ratios(hit: Row, count: Row, texts: int, size: int) -> tuple[Row, Row, Row]:
    """What tokens weigh, sought in a group of `size` of so many texts: firm ones missed, what finding these
    adds, loose ones found.

    `hit` is the share of each that a true counterpart has, `count` the number of texts that hold it.
    """
    # Probability that a group of strangers holds a token: the rarer here, the more it tells.
    chance = np.minimum(_MOST_LIKELY_BY_CHANCE, size * (count + 0.15) / (texts + 10))
    missed = np.minimum(np.log((1 - hit) / (1 - chance)), 0.0)
    firm = np.maximum(np.log(hit / chance), 0.0) - missed
    loose = np.maximum(np.log(_LOOSE_FOUND / chance), 0.0)
    return _SIGHTINGS * missed, _SIGHTINGS * firm, _SIGHTINGS * loose


Sizes = tuple["Row", "Row"]  # characters and sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthModel:
    """Characters of the original per character of the rendering, and how far sentences and lengths stray."""

    ratio: float = 1.0
    spread: float = 0.18
    short: float = 2.0
    background: float = 0.9
    per_sentence: float = 2.5

    def table(self, ours: Sizes, theirs: Sizes) -> Table:
        """Log ratio of each of our groups against each of theirs.

        Short texts vary more, and coincide without meaning anything.
        """
        size = (ours[0][:, None] + theirs[0][None, :]) / 2
        spread = np.minimum(np.sqrt(self.spread**2 + self.short / size), self.background)
        distance = np.log(theirs[0][None, :] / ours[0][:, None] / self.ratio)
        lengths = np.log(self.background / spread) - distance**2 / 2 * (spread**-2 - self.background**-2)
        table: Table = lengths - self.per_sentence * np.abs(ours[1][:, None] - theirs[1][None, :])
        return table
