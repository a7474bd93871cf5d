"""What a person can check for and against an article's being the original of a rendering."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.pairing.anchors import anchors
from archive.pairing.dates import days
from archive.pairing.fold import WORD, composed, folded, squeezed
from archive.pairing.names import in_original, mentions, original_names
from archive.pairing.news_days import written
from archive.pairing.sino_vietnamese import syllables
from archive.rendering.line import is_vietnamese
from archive.vietnam import day_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from archive.model import Article, Json, Rendering

_PROMINENT = 3  # mentions
_LONG_ENOUGH = 12  # folded letters of a text that is looked for verbatim
_SLUG_WORD = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Things of the rendering, in order, and which of them the original has."""

    shared: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """Part that was found; None where there was nothing to look for."""
        total = len(self.shared) + len(self.missing)
        return len(self.shared) / total if total else None

    def json(self) -> Json:
        """As it stands in the evidence."""
        return {"shared": list(self.shared), "missing": list(self.missing)}


def _found(wanted: Sequence[str], held: set[str]) -> Found:
    return Found(
        shared=tuple(item for item in wanted if item in held),
        missing=tuple(item for item in wanted if item not in held),
    )


def _distinct(items: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(items))


def numbers_found(rendering: Sequence[str], original: Sequence[str], lang: str) -> Found:
    """Numbers and percentages."""

    def of(texts: Sequence[str], language: str) -> list[str]:
        return sorted(
            {t[2:] for text in texts for t in anchors(text, language).firm if t[:2] in {"n:", "%:"}}
        )

    return _found(of(rendering, lang), set(of(original, "vi")))


def days_found(rendering: Sequence[str], original: Sequence[str], lang: str) -> Found:
    """Days of a month; a year counts only where both sides write it."""
    theirs = [dated for text in original for dated in days(composed(text), "vi")]
    ours = {dated for text in rendering for dated in days(composed(text), lang)}
    ordered = sorted(ours, key=lambda dated: (dated.year or 0, dated.month, dated.day or 0))
    shared = {dated for dated in ours if not all(dated.conflicts(other) for other in theirs)}
    return Found(
        shared=tuple(written(dated) for dated in ordered if dated in shared),
        missing=tuple(written(dated) for dated in ordered if dated not in shared),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Names of the rendering with the original's form, and those it lacks.

    `counterparts` are missing names that the rendering is about and that can only be a person or place of the
    region, spelled in pinyin or Vietnamese: the original of this rendering would have them.
    """

    shared: dict[str, str]
    missing: tuple[str, ...]
    counterparts: tuple[str, ...]


def names_found(rendering: Sequence[str], original: Sequence[str]) -> Names:
    """Names compared without diacritics and through their Sino-Vietnamese readings."""
    held = original_names(original)
    vocabulary = {folded(word) for text in original for word in WORD.findall(composed(text))}
    counted = mentions(rendering)
    forms = {name: in_original(name, held) for name in counted}
    missing = [name for name, form in forms.items() if form is None]
    first = set(mentions(rendering[:2]))
    counterparts = [
        name
        for name in missing
        if (counted[name] >= _PROMINENT or (name in first and counted[name] > 1))
        and syllables(name) is not None
        and not set(folded(name).split()) <= vocabulary
    ]
    shared = {name: form for name, form in forms.items() if form is not None}
    return Names(shared=shared, missing=tuple(missing), counterparts=tuple(counterparts))


def left_in_found(rendering: Rendering, original: Sequence[str]) -> Found:
    """Vietnamese text left in a rendering, and image file names, looked for verbatim in the original."""
    haystack = squeezed(" ".join(original))
    texts = [*rendering.images, *(block.text for block in rendering.blocks if is_vietnamese(block.text))]
    wanted = [text for text in _distinct(texts) if len(squeezed(text)) >= _LONG_ENOUGH]
    return _found(wanted, {text for text in wanted if squeezed(text) in haystack})


def slug_found(url: str, title: str) -> Found:
    """Words of the URL's last path segment in the article's title; slugs have typos."""
    segment = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    words = [
        word
        for word in segment.removesuffix(".html").split("-")
        if word.isalpha() and len(word) >= _SLUG_WORD
    ]
    return _found(_distinct(words), set(folded(title).replace("-", " ").split()))


def published_on(article: Article) -> date | None:
    """The day of its publication in Vietnam."""
    return day_at(article.published_at) if article.published_at else None


def days_between(original: date | None, rendering: date | None) -> int | None:
    """Days from the original's publication to the rendering's; None where either is unknown."""
    return (rendering - original).days if original and rendering else None
