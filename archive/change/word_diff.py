"""The words that differ between two forms of one paragraph."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

# A word with the space before it, so that the pieces joined give the text again.
PIECE = re.compile(r"\s*(?:\d+(?:[.,:/]\d+)*%?|[^\W\d_]+|[^\w\s]|_)|\s+")
# Beyond this product of lengths the middle counts as replaced whole: the matcher is quadratic.
MAX_PRODUCT = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of text that stayed, was taken out or was put in."""

    op: Literal["equal", "delete", "insert"]
    text: str


def word_diff(old: str, new: str) -> tuple[Span, ...]:
    """Spans in reading order: kept and deleted ones spell `old`, kept and inserted ones `new`, in NFC."""
    before = PIECE.findall(unicodedata.normalize("NFC", old))
    after = PIECE.findall(unicodedata.normalize("NFC", new))
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    spans = [Span(op="equal", text="".join(before[:head]))]
    spans += _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    spans.append(Span(op="equal", text="".join(before[len(before) - tail :])))
    return tuple(span for span in spans if span.text)


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    length = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        length += 1
    return length


def _middle(before: Sequence[str], after: Sequence[str]) -> list[Span]:
    if len(before) * len(after) > MAX_PRODUCT:
        return [Span(op="delete", text="".join(before)), Span(op="insert", text="".join(after))]
    spans = []
    for op, i1, i2, j1, j2 in SequenceMatcher(a=before, b=after).get_opcodes():
        if op == "equal":
            spans.append(Span(op="equal", text="".join(before[i1:i2])))
        else:
            spans.append(Span(op="delete", text="".join(before[i1:i2])))
            spans.append(Span(op="insert", text="".join(after[j1:j2])))
    return spans
