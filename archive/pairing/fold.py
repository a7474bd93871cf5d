"""Texts and words made comparable across spellings: NFC, case and diacritics gone.

Vietnamese names lose their marks in other languages (Phạm Thanh Bình → Pham Thanh Binh), so what is
compared across languages is compared folded.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_MARKED_WORDS = 2  # the fewest that tell a language from a name in it
# Letters that only Vietnamese has among the languages of the renderings, in NFC.
_ONLY_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


def composed(text: str) -> str:
    """Text in NFC."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Text without case and diacritics; đ becomes d, which Unicode does not decompose."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def squeezed(text: str) -> str:
    """Folded letters and digits only: what is left of a text in a slug or in an image file name."""
    return "".join(c for c in folded(text) if c.isalnum())


def is_vietnamese(text: str) -> bool:
    """Whether a text reads as Vietnamese: a third of its words carry marks no European language has."""
    words = WORD.findall(composed(text))
    marked = sum(1 for word in words if _ONLY_VIETNAMESE.search(word))
    return marked >= _MARKED_WORDS and marked * 3 >= len(words)
