"""Learning from a collection's own pairs: furniture, length ratio, lexicon.

The result depends on the set of documents alone, not on their order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from archive.pairing.beads import Sides, story_links
from archive.pairing.fold import composed
from archive.pairing.furniture import recurrent_lines
from archive.pairing.learned import FOLDS, Learned, Translation, fold
from archive.pairing.lexicon import bearable, cooccurrences, trained, words
from archive.pairing.likelihood import LengthModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archive.model import Article, Rendering
    from archive.pairing.align import Lexicons, Link

_ENOUGH_DOCUMENTS = 20  # for a lexicon; fewer teach it more errors than words
_ENOUGH_LINKS = 30  # for a length ratio
_MOST_LINKS = 6000  # for a lexicon; it hardly gains from more


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A rendering and its original as lists of paragraphs; `key` is its own for good."""

    key: str
    lang: str
    rendering: tuple[str, ...]
    original: tuple[str, ...]

    @property
    def sides(self) -> Sides:
        """The document as the aligner takes it."""
        return Sides(rendering=self.rendering, original=self.original, lang=self.lang, key=self.key)


def learn(pairs: Iterable[tuple[Rendering, Article]]) -> Learned:
    """What confirmed pairs teach."""
    return learned_from(
        Document(
            key=rendering.id,
            lang=rendering.lang,
            rendering=tuple(block.text for block in rendering.blocks),
            original=tuple(block.text for block in article.blocks),
        )
        for rendering, article in pairs
    )


def learned_from(documents: Iterable[Document]) -> Learned:
    """What documents teach that are known to be pairs."""
    ordered = sorted(documents, key=lambda document: (document.key, document.rendering, document.original))
    furniture = Learned(
        rendering_furniture=recurrent_lines({document.rendering for document in ordered}),
        # An original that several renderings translate is one document: its story is not furniture.
        original_furniture=recurrent_lines({document.original for document in ordered}),
    )
    languages = sorted({document.lang for document in ordered})
    return replace(
        furniture,
        translations={
            lang: _translation([d for d in ordered if d.lang == lang], furniture) for lang in languages
        },
    )


def learned_lengths(documents: Iterable[Document], lang: str) -> Learned:
    """The length ratio alone, from pairs in one language that may be wrong: a median bears some errors."""
    held = list(documents)
    found = [story_links(document.sides) for document in held]
    return Learned(translations={lang: Translation(lengths=_lengths(held, found))})


def _translation(documents: Sequence[Document], furniture: Learned) -> Translation:
    """Length ratio and lexicon, from what lengths and anchors aligned; where there is little of it, the
    lexicon is learned once more from what the first one aligned."""
    found = [story_links(d.sides, furniture) for d in documents]
    translation = Translation(lengths=_lengths(documents, found))
    if len(documents) < _ENOUGH_DOCUMENTS:
        return translation
    translation = replace(translation, lexicons=_cross_fitted(documents, found))
    if sum(map(len, found)) < _MOST_LINKS:
        once = replace(furniture, translations={documents[0].lang: translation})
        again = [story_links(d.sides, once) for d in documents]
        return replace(translation, lexicons=_cross_fitted(documents, again))
    return translation


def _lengths(documents: Sequence[Document], found: Sequence[Sequence[Link]]) -> LengthModel:
    """The median ratio over links of one paragraph with one: a wrong link must not pull."""
    ratios = [
        len(composed(document.original[link.original[0]]))
        / len(composed(document.rendering[link.rendering[0]]))
        for document, links in zip(documents, found, strict=True)
        for link in links
        if len(link.rendering) == len(link.original) == 1 and link.gain > 0
    ]
    return LengthModel(ratio=round(median(ratios), 4)) if len(ratios) >= _ENOUGH_LINKS else LengthModel()


def _cross_fitted(documents: Sequence[Document], found: Sequence[Sequence[Link]]) -> tuple[Lexicons, ...]:
    """A pair of lexicons for each fold, from the links of the other folds."""
    said = _said([document.rendering for document in documents], documents[0].lang)
    answered = _said([document.original for document in documents], "vi")
    sides, folds = [], []
    for number, (document, links) in enumerate(zip(documents, found, strict=True)):
        for link in links:
            if link.gain > 0:
                ours = [word for i in link.rendering for word in said[number][i]]
                theirs = [word for j in link.original for word in answered[number][j]]
                sides.append((ours, theirs))
                folds.append(fold(document.key))
    light = bearable(sides)[:_MOST_LINKS]
    chosen, numbers = [sides[k] for k in light], np.array([folds[k] for k in light])
    forth, back = cooccurrences(chosen), cooccurrences([(b, a) for a, b in chosen])
    return tuple((trained(forth, numbers != one), trained(back, numbers != one)) for one in range(FOLDS))


def _said(texts: Sequence[Sequence[str]], lang: str) -> list[list[list[str]]]:
    """Words of each paragraph of each document, without those of one document only: no other can profit."""
    every = [[words(text, lang) for text in document] for document in texts]
    documents = Counter(word for document in every for word in {word for text in document for word in text})
    return [[[word for word in text if documents[word] > 1] for text in document] for document in every]
