"""Page furniture by recurrence: a line that stands beside three stories is the page's, not the story's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archive.pairing.copies import story_numbers
from archive.pairing.fold import folded
from archive.rendering.line import is_vietnamese

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence, Set

_RECURRENT = 3  # stories


def recurrent_lines(documents: Iterable[Sequence[str]]) -> frozenset[str]:
    """Folded lines that stand beside three stories or more; copies of a story count once, whatever their
    number."""
    distinct = list({frozenset(map(folded, document)) for document in documents})
    numbered = zip(story_numbers(distinct), distinct, strict=True)
    counts = Counter(line for line, _ in {(line, story) for story, lines in numbered for line in lines})
    return frozenset(line for line, count in counts.items() if count >= _RECURRENT)


def story(texts: Sequence[str], furniture: Set[str]) -> list[int]:
    """Indices of the paragraphs that are neither empty nor furniture."""
    return [i for i, text in enumerate(texts) if text.strip() and folded(text) not in furniture]


def blanked(texts: Sequence[str], furniture: Set[str]) -> list[str]:
    """The texts, each in its place, with nothing where furniture stands."""
    kept = set(story(texts, furniture))
    return [text if i in kept else "" for i, text in enumerate(texts)]


def translated(texts: Sequence[str], lang: str, furniture: Set[str]) -> list[int]:
    """Indices of a rendering's paragraphs that translate something: text left in Vietnamese does not."""
    return [i for i in story(texts, furniture) if lang == "vi" or not is_vietnamese(texts[i])]
