"""What of an article counts when two of its versions are compared: title and running text, folded.

Bylines, authors and times are shown in a diff, but their change alone makes no new version.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archive.change.folding import comparable, is_date_line, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.model import Article, Block

# Shingles of three words: two Vietnamese articles on different matters share hardly any, while their single
# syllables overlap by half.
SHINGLE = 3
# The date of publication and that of the last update. More lines of date and time are a table of matches.
MOST_DATE_LINES = 2


def title_of(article: Article) -> str | None:
    shown = article.title or next((block.text for block in article.blocks if block.type == "title"), None)
    return comparable(shown) if shown else None


def date_lines(blocks: Sequence[Block]) -> frozenset[int]:
    """The places where the page prints its own dates."""
    found = frozenset(index for index, block in enumerate(blocks) if is_date_line(block.text))
    return found if len(found) <= MOST_DATE_LINES else frozenset()


def paragraphs_of(blocks: Sequence[Block]) -> list[str]:
    """The comparable texts that make the article, without title, byline and date line."""
    dates = date_lines(blocks)
    return [
        comparable(block.text)
        for index, block in enumerate(blocks)
        if block.type not in {"title", "byline"} and index not in dates
    ]


def running_text(article: Article) -> str:
    """All paragraphs in one line: where one paragraph ends and the next begins is layout."""
    return " ".join(paragraphs_of(article.blocks))


def signature(article: Article) -> str:
    """The same for two captures whose texts no reader would tell apart."""
    text = f"{title_of(article)}\n{running_text(article)}"
    return hashlib.sha256(text.encode()).hexdigest()


def resemblance(one: Article, other: Article) -> float:
    """The share of the shorter text's word triples that the longer one has too.

    Measured against the shorter text, so an article that grows tenfold while a story runs still resembles
    its first lines.
    """
    first, second = _shingles(one), _shingles(other)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


def _shingles(article: Article) -> set[tuple[str, ...]]:
    tokens = [token for token in words(running_text(article).casefold()) if token[0].isalnum()]
    size = min(SHINGLE, len(tokens))
    return {tuple(tokens[start : start + size]) for start in range(len(tokens) - size + 1)} if size else set()
