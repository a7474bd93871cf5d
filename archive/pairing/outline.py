"""What a search reads of an article: its anchors, paragraph by paragraph, as numbers, and its lengths.

An outline takes a few kilobytes and is kept, so that thousands of articles are weighed without reading their
texts again. Whoever changes what anchors are makes all kept outlines stale: raise `RULES`.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.anchors import anchors
from archive.pairing.fold import composed
from archive.pairing.sentences import sentence_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    Whole = np.ndarray[tuple[int], np.dtype[np.int64]]

RULES = "1"
# How far an anchor of a kind tells articles apart.
KINDS = {"d": 1.5, "m": 0.7, "w": 0.5, "t": 0.7, "%": 1.0, "n": 1.0, "x": 1.0}
_CODES = {kind: code for code, kind in enumerate(KINDS)}
_KIND_BITS = 7
KIND_WEIGHTS = np.array([*KINDS.values(), 0.0])
_HEAD = struct.Struct("<II")


@lru_cache(maxsize=1 << 17)
def term(token: str) -> int:
    """A token's number, the same everywhere; its lowest bits tell the kind.

    Two tokens of ten million share one with a chance of one in 20,000, and then only blur a weight.
    """
    digest = hashlib.blake2b(token.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) & ~_KIND_BITS | _CODES[token[0]]


def kinds_of(terms: Whole) -> Whole:
    """Positions in `KINDS` of the kinds of terms."""
    return terms & _KIND_BITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """Which terms stand in which paragraphs: `terms` and `places` have an item for each, in that order.

    A place is twice the paragraph's index, and one more where the anchor is firm. `sizes` are characters and
    sentences of each paragraph.
    """

    terms: Whole
    places: Whole
    sizes: np.ndarray[tuple[int, int], np.dtype[np.int64]]

    @property
    def distinct(self) -> Whole:
        """The terms, each once, in order."""
        return np.unique(self.terms)

    def packed(self) -> bytes:
        """Bytes that `unpacked` reads again."""
        parts = (self.terms.astype("<i8"), self.places.astype("<u2"), self.sizes.astype("<u4"))
        return _HEAD.pack(len(self.terms), len(self.sizes)) + b"".join(part.tobytes() for part in parts)


def unpacked(data: bytes) -> Outline:
    """The outline that `packed` wrote."""
    terms, paragraphs = _HEAD.unpack_from(data)
    places = _HEAD.size + 8 * terms
    sizes = places + 2 * terms
    return Outline(
        terms=np.frombuffer(data, "<i8", terms, _HEAD.size),
        places=np.frombuffer(data, "<u2", terms, places).astype(np.int64),
        sizes=np.frombuffer(data, "<u4", 2 * paragraphs, sizes).astype(np.int64).reshape(-1, 2),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Many outlines end to end in few arrays: an object for each would be walked over by every full garbage
    collection, which takes a tenth of a second with 100,000.

    The terms of the nth begin at `terms_at[n]`, its paragraphs at `sizes_at[n]`.
    """

    together: Outline
    terms_at: Whole
    sizes_at: Whole

    def __len__(self) -> int:
        return len(self.terms_at) - 1

    def __getitem__(self, number: int) -> Outline:
        terms = slice(self.terms_at[number], self.terms_at[number + 1])
        return Outline(
            terms=self.together.terms[terms],
            places=self.together.places[terms],
            sizes=self.together.sizes[self.sizes_at[number] : self.sizes_at[number + 1]],
        )


def joined(outlines: Sequence[Outline]) -> Outlines:
    """The outlines, in their order."""
    none = outline_of(())
    return Outlines(
        together=Outline(
            terms=np.concatenate([none.terms, *(one.terms for one in outlines)]),
            places=np.concatenate([none.places, *(one.places for one in outlines)]),
            sizes=np.concatenate([none.sizes, *(one.sizes for one in outlines)]),
        ),
        terms_at=np.cumsum([0, *(len(one.terms) for one in outlines)]),
        sizes_at=np.cumsum([0, *(len(one.sizes) for one in outlines)]),
    )


_MOST_PARAGRAPHS = 1 << 15  # that a place can name; what follows is left out


def outline_of(texts: Sequence[str]) -> Outline:
    """The outline of a Vietnamese article."""
    terms: list[int] = []
    places: list[int] = []
    composed_texts = [composed(text) for text in texts[:_MOST_PARAGRAPHS]]
    for number, text in enumerate(composed_texts):
        held = anchors(text, "vi")
        found = sorted((term(token), token in held.firm) for token in held.every)
        terms += [one for one, _ in found]
        places += [2 * number + is_firm for _, is_firm in found]
    sizes = [(max(len(text), 1), sentence_count(text)) for text in composed_texts]
    return Outline(
        terms=np.array(terms, dtype=np.int64),
        places=np.array(places, dtype=np.int64),
        sizes=np.array(sizes, dtype=np.int64).reshape(-1, 2),
    )


def breadth(terms: Whole) -> float:
    """How much distinct terms of average rarity weigh together."""
    return float((KIND_WEIGHTS[kinds_of(terms)] ** 2).sum())
