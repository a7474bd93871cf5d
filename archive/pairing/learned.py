"""What a collection teaches about its own pairs, so that no constant of one newspaper is forced on
another."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from archive.pairing.lexicon import Lexicon
from archive.pairing.likelihood import LengthModel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.pairing.align import Lexicons

FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What is learned about renderings in one language.

    Of the `lexicons` each is trained without one fold of the documents, and serves that fold: a lexicon that
    scores what it was trained on confirms its own errors. Empty where the collection is too small for any.
    """

    lengths: LengthModel = field(default_factory=LengthModel)
    lexicons: tuple[Lexicons, ...] = ()

    def lexicons_for(self, key: str) -> Lexicons | None:
        """The lexicons that were not trained on the document of this key."""
        return self.lexicons[fold(key)] if self.lexicons else None


@dataclass(frozen=True, kw_only=True)  # without slots, which leave no place for a cached property
class Learned:
    """Furniture are whole lines, folded, that recur; `translations` are by the rendering's language."""

    rendering_furniture: frozenset[str] = frozenset()
    original_furniture: frozenset[str] = frozenset()
    translations: Mapping[str, Translation] = field(default_factory=dict)

    def translation(self, lang: str) -> Translation:
        """What is known about a language, or what is assumed about any."""
        return self.translations.get(lang, Translation())

    def to_json(self) -> bytes:
        """Bytes that `from_json` reads again; equal values give equal bytes."""
        value = {
            "rendering_furniture": sorted(self.rendering_furniture),
            "original_furniture": sorted(self.original_furniture),
            "translations": {
                lang: {
                    "lengths": [translation.lengths.ratio, translation.lengths.spread],
                    "lexicons": [[one.as_json() for one in both] for both in translation.lexicons],
                }
                for lang, translation in sorted(self.translations.items())
            },
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Learned:
        """The value that `to_json` wrote."""
        value = json.loads(data)
        return cls(
            rendering_furniture=frozenset(value["rendering_furniture"]),
            original_furniture=frozenset(value["original_furniture"]),
            translations={
                lang: Translation(
                    lengths=LengthModel(ratio=translation["lengths"][0], spread=translation["lengths"][1]),
                    lexicons=tuple(
                        (Lexicon.of_json(forth), Lexicon.of_json(back))
                        for forth, back in translation["lexicons"]
                    ),
                )
                for lang, translation in value["translations"].items()
            },
        )

    @cached_property
    def version(self) -> str:
        """Sixteen hexadecimal digits that name this state of learning."""
        return hashlib.sha256(self.to_json()).hexdigest()[:16]


NOTHING_LEARNED = Learned()


def fold(key: str) -> int:
    """The fold of a document: by its key alone, so that it does not depend on the company."""
    return hashlib.sha256(key.encode()).digest()[0] % FOLDS
