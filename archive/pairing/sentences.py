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


def sentence_count(text: str) -> int:
    """Number of sentences, at least one."""
    return max(1, len(_END.findall(text)) + (0 if is_closed(text) else 1))
