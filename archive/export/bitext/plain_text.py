"""Texts as every format can hold them: in NFC, on one line, without what no XML document may contain."""

from __future__ import annotations

import re
import unicodedata

# XML 1.0, section 2.2: these cannot stand in a document, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BETWEEN_WORDS = re.compile(r"\W+")


def plain(text: str) -> str:
    """The text of a segment: a line break of any kind and a tab are a space, as any run of white space is."""
    return " ".join(unicodedata.normalize("NFC", without_illegal(text)).split())


def without_illegal(text: str) -> str:
    """Text without the control characters, surrogates and non-characters that XML rules out."""
    return _NO_XML.sub("", text)


def likeness(text: str) -> str:
    """What texts share that differ in case, white space and punctuation only.

    Numbers stay apart: `1.5` is like `1,5` and not like `15`.
    """
    return _BETWEEN_WORDS.sub(" ", text.casefold()).strip() or text
