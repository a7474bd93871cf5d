"""What a collection teaches about its own pairs, so that no constant of one newspaper is forced on another."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from archive.pairing.fold import composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from archive.model import Article, Rendering

RECURRENT = 3  # documents; a line that stands in so many is the page's, not the story's


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """`length_ratio` is characters of the original per character of the rendering.

    Furniture are whole lines that recur. `term_weights` are inverse document frequencies of anchors.
    """

    length_ratio: float = 0.95
    rendering_furniture: frozenset[str] = frozenset()
    original_furniture: frozenset[str] = frozenset()
    term_weights: Mapping[str, float] = field(default_factory=dict)

    def to_json(self) -> bytes:
        """Bytes that `from_json` reads again; equal values give equal bytes."""
        value = {
            "length_ratio": self.length_ratio,
            "rendering_furniture": sorted(self.rendering_furniture),
            "original_furniture": sorted(self.original_furniture),
            "term_weights": dict(sorted(self.term_weights.items())),
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Learned:
        """The value that `to_json` wrote."""
        value = json.loads(data)
        for name in ("rendering_furniture", "original_furniture"):
            value[name] = frozenset(value[name])
        return cls(**value)

    @property
    def version(self) -> str:
        """Sixteen hexadecimal digits that name this state of learning."""
        return hashlib.sha256(self.to_json()).hexdigest()[:16]


NOTHING_LEARNED = Learned()


def recurrent_lines(documents: Iterable[Sequence[str]]) -> frozenset[str]:
    """Lines that stand in three or more documents."""
    counts = Counter(line for document in documents for line in {composed(text) for text in document})
    return frozenset(line for line, count in counts.items() if count >= RECURRENT)


def learn(pairs: Iterable[tuple[Rendering, Article]]) -> Learned:
    """What confirmed pairs teach; the order of the pairs does not matter."""
    kept = list(pairs)
    rendering_furniture = recurrent_lines([block.text for block in pair[0].blocks] for pair in kept)
    original_furniture = recurrent_lines([block.text for block in pair[1].blocks] for pair in kept)
    return Learned(rendering_furniture=rendering_furniture, original_furniture=original_furniture)
