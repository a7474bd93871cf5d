"""A line of a page: what text and HTML renderings are both read into before anything is decided.

White space is folded, letters are NFC, and what cannot be seen is gone; a zero-width space becomes a space,
because joining two words does more harm than parting one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archive.model import BlockType

# Soft hyphen, joiners, direction marks, byte order mark; then the control characters that break no line.
_INVISIBLE_LETTERS = (
    r"\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_SURROGATES, _SPACE = r"\ud800-\udfff", "\u200b"
_INVISIBLE = re.compile(f"[{_INVISIBLE_LETTERS}]")
SURROGATE = re.compile(f"[{_SURROGATES}]")
# One look for any of them: most texts have none.
_UNCLEAN = re.compile(f"[{_INVISIBLE_LETTERS}{_SURROGATES}{_SPACE}]")
_URL = re.compile(r"https?://\S+")
WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS, _FEWEST_MARKED = 3, 2
_VIETNAMESE_LETTER = re.compile(r"[ăĂđĐơƠưƯ\u1ea0-\u1ef9]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An anchor within a line."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, never empty.

    `type` is what the markup says it is, None where there is no markup or it says nothing. `alt` marks a
    picture's alternative text.
    """

    text: str
    type: BlockType | None = None
    links: tuple[Link, ...] = ()
    alt: bool = False


def clean(text: str) -> str:
    """The text without invisible characters, in NFC, its line breaks as they are."""
    if _UNCLEAN.search(text):
        text = SURROGATE.sub("\ufffd", text)
        # A zero-width space in an address is a place to break the line, not a gap between words.
        text = _URL.sub(lambda url: url[0].replace(_SPACE, ""), text)
        text = _INVISIBLE.sub("", text).replace(_SPACE, " ")
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a plain text; empty ones part nothing, since some pages have them and others have none."""
    kept = (" ".join(line.split()) for line in clean(text).splitlines())
    return tuple(Line(text=line) for line in kept if line)


def is_vietnamese(text: str) -> bool:
    """Whether a text (NFC) was left untranslated: letters that only Vietnamese has, in a third of its words.

    A mere name tells nothing: `Phạm Bắc` stands so in every language.
    """
    if not _VIETNAMESE_LETTER.search(text):
        return False
    words = WORD.findall(text)
    marked = sum(bool(_VIETNAMESE_LETTER.search(word)) for word in words)
    return len(words) >= _FEWEST_WORDS and marked >= _FEWEST_MARKED and marked * 3 >= len(words)
