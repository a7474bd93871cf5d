"""Texts and words made comparable across spellings: NFC, case and diacritics gone.

Vietnamese names lose their marks in other languages (Phạm Thanh Bình → Pham Thanh Binh), so what is
compared across languages is compared folded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from archive.change.folding import without_diacritics

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)


def composed(text: str) -> str:
    """Text in NFC."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Text without case and diacritics."""
    return composed(without_diacritics(text.casefold()))


def squeezed(text: str) -> str:
    """Folded letters and digits only: what is left of a text in a slug or in an image file name."""
    return "".join(c for c in folded(text) if c.isalnum())
