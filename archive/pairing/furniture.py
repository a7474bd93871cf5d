"""Page furniture by recurrence: a line that stands in three documents is the page's, not the story's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archive.pairing.fold import folded
from archive.rendering.line import is_vietnamese

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

_RECURRENT = 3  # documents


def recurrent_lines(documents: Iterable[Sequence[str]]) -> frozenset[str]:
    """Folded lines that stand in three documents or more; how often they stand in one does not count."""
    counts = Counter(line for document in documents for line in {folded(text) for text in document})
    return frozenset(line for line, count in counts.items() if count >= _RECURRENT)


def story(texts: Sequence[str], furniture: Set[str]) -> list[int]:
    """Indices of the paragraphs that are neither empty nor furniture."""
    return [i for i, text in enumerate(texts) if text.strip() and folded(text) not in furniture]


def translated(texts: Sequence[str], lang: str, furniture: Set[str]) -> list[int]:
    """Indices of a rendering's paragraphs that translate something: text left in Vietnamese does not."""
    return [i for i in story(texts, furniture) if lang == "vi" or not is_vietnamese(texts[i])]
