"""Sentences of a paragraph: translations keep their number nine times in ten."""

from __future__ import annotations

import re
from itertools import pairwise

_PASSAGES = 8  # an alignment's cells are as many as the square of the most
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)")
_CLOSED = re.compile(r"[.!?…][\"”’'»)\]]*\s*$")


def sentences(text: str) -> list[str]:
    """Sentences of a paragraph in order; a headline without a full stop is one."""
    ends = [match.end() for match in _END.finditer(text)]
    if not is_closed(text):
        ends.append(len(text))
    pieces = [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]
    return [piece for piece in pieces if piece]


def passages(text: str) -> list[str]:
    """The sentences of a paragraph, one at least; where they are many, neighbours are joined into a few."""
    found = sentences(text) or [text]
    if len(found) <= _PASSAGES:
        return found
    ends = [len(found) * k // _PASSAGES for k in range(_PASSAGES + 1)]
    return [" ".join(found[start:end]) for start, end in pairwise(ends)]


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence does, unlike a headline or a caption."""
    return bool(_CLOSED.search(text))


def sentence_count(text: str) -> int:
    """Number of sentences, at least one."""
    return max(1, len(_END.findall(text)) + (0 if is_closed(text) else 1))
