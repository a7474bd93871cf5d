"""What punctuation tells of two groups of paragraphs: translators keep speech, questions and brackets.

As everywhere, the figures are log likelihood ratios; they come from news in both languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.groups import grouped, width, widths
from archive.pairing.sentences import is_closed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.pairing.groups import Group, Row, Table

_QUOTES = '"“”„»«'
_A_QUOTE, _BOTH_SPEAK = -0.5, 0.7
_OPENING, _CLOSING = -1.3, -0.9
_A_QUESTION, _A_BRACKET = -0.5, -0.4


@dataclass(frozen=True, slots=True)
class Punctuation:
    """Of each paragraph: its quotation marks, question marks and brackets, whether it begins with speech, and
    whether it ends like a sentence."""

    quotes: Row
    questions: Row
    brackets: Row
    opens: Row
    closes: Row


def punctuation(texts: Sequence[str]) -> Punctuation:
    """The punctuation of paragraphs."""
    return Punctuation(
        quotes=widths([sum(text.count(mark) for mark in _QUOTES) for text in texts]),
        questions=widths([text.count("?") for text in texts]),
        brackets=widths([text.count("(") + text.count(")") for text in texts]),
        opens=widths([text.lstrip()[:1] in _SPEECH for text in texts]),
        closes=widths([is_closed(text) for text in texts]),
    )


_SPEECH = (*_QUOTES, "–", "-")


def punctuation_table(ours: Punctuation, theirs: Punctuation, groups: tuple[Group, Group]) -> Table:
    """Log ratios of each of our groups against each of theirs, by where they begin."""
    a, b = groups
    here, there = grouped(ours.quotes, a)[:, None], grouped(theirs.quotes, b)[None, :]
    table: Table = _A_QUOTE * np.abs(here - there) + _BOTH_SPEAK * ((here > 0) & (there > 0))
    for weight, one, other in (
        (_A_QUESTION, ours.questions, theirs.questions),
        (_A_BRACKET, ours.brackets, theirs.brackets),
    ):
        table = table + weight * np.abs(grouped(one, a)[:, None] - grouped(other, b)[None, :])
    opening = np.abs(_first(ours.opens, a)[:, None] - _first(theirs.opens, b)[None, :])
    closing = np.abs(_last(ours.closes, a)[:, None] - _last(theirs.closes, b)[None, :])
    return table + _OPENING * opening + _CLOSING * closing


def _first(values: Row, group: Group) -> Row:
    return values[: len(values) - width(group) + 1]


def _last(values: Row, group: Group) -> Row:
    return values[width(group) - 1 :]
