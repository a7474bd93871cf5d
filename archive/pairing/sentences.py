"""Sentences of a paragraph: translations keep their number nine times in ten."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s|$)")
_CLOSED = re.compile(r"[.!?…][\"”’'»)\]]*\s*$")


def sentences(text: str) -> list[str]:
    """Sentences of a paragraph in order; a headline without a full stop is one."""
    ends = [match.end() for match in _END.finditer(text)]
    if not is_closed(text):
        ends.append(len(text))
    pieces = [text[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]
    return [piece for piece in pieces if piece]


def is_closed(text: str) -> bool:
    """Whether a text ends as a sentence does, unlike a headline or a caption."""
    return bool(_CLOSED.search(text))


def sentence_bounds(text: str) -> tuple[int, int]:
    """The fewest and the most sentences of a text: an end without a full stop is a headline's, or belongs to
    what follows where a headline was joined with it."""
    ends = len(_END.findall(text))
    return ends, ends + (0 if is_closed(text) else 1)


def sentence_count(text: str) -> int:
    """Number of sentences, at least one."""
    return max(1, sentence_bounds(text)[1])
