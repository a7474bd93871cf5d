"""Numbers of a text as values: digits with any separators, magnitudes, number words, Roman ordinals.

A value is written as its shortest decimal (`1234.56`), the same whichever language it was read in.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DIGITS = re.compile(r"(?<![\w])\d+(?:[.,:   ]\d+)*(?![\d])")
_GROUPED = re.compile(r"\d{1,3}(?:([.,   ])\d{3})(?:\1\d{3})*")
_ROMAN = re.compile(r"\b(?=[IVXLC]+\b)(X{0,3}|XL|LX{0,3}|XC)(IX|IV|V?I{0,3})\b")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# A lone V, X, C or I is a letter unless one of these goes before it.
_BEFORE_LONE_ROMAN = re.compile(r"(?:khóa|khoá|đại hội|thế kỷ|thế kỉ|thứ|lần|quý)\s*$", re.IGNORECASE)

MAGNITUDES = {
    "sv": {"tusen": 3, "miljon": 6, "miljoner": 6, "miljard": 9, "miljarder": 9},
    "vi": {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9},
}
_WORDS = {
    "sv": "noll|en ett|två båda|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv",
    "vi": "không|một|hai đôi|ba|bốn tư|năm|sáu|bảy bẩy|tám|chín|mười",
}
# Swedish "en" and Vietnamese "không" (also: not), "năm" (also: year), "tư" count nothing most of the time.
_TOO_COMMON = frozenset({"noll", "en", "ett", "không", "một", "năm", "tư"})
_ORDINALS = {
    "sv": "|första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde",
    "vi": "",
}
_MORE_WORDS = {
    "sv": {"tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "hundra": 100},
    "vi": {},
}


@cache
def number_words(lang: str) -> Mapping[str, int]:
    """Words of a language that stand for small numbers and ordinals; empty for a language not listed."""
    words = {}
    for table in (_WORDS.get(lang, ""), _ORDINALS.get(lang, "")):
        for value, spellings in enumerate(table.split("|")):
            words.update(dict.fromkeys(spellings.split(), value))
    return {word: value for word, value in words.items() if word not in _TOO_COMMON} | _MORE_WORDS.get(
        lang, {}
    )


def plain(value: Decimal) -> str:
    """The shortest decimal of a value: `1.50` and `1.5` are one number."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value(digits: str) -> Decimal:
    if _GROUPED.fullmatch(digits):
        return Decimal(re.sub(r"\D", "", digits))
    *whole, fraction = re.split(r"\D", digits)
    # A separator followed by anything but groups of three marks decimals, or the minutes of a time.
    return Decimal(f"{''.join(whole)}.{fraction}") if whole else Decimal(fraction)


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUE[letter] for letter in numeral]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def numbers(text: str, lang: str) -> Iterator[str]:
    """Values in a text (NFC), each as often as it stands there."""
    magnitudes = MAGNITUDES.get(lang, {})
    for match in _DIGITS.finditer(text):
        value = _value(match[0])
        following = re.match(r"[\s ]*(\w+)", text[match.end() : match.end() + 16])
        power = magnitudes.get(following[1].casefold(), 0) if following else 0
        yield plain(value * (Decimal(10) ** power))
    for match in _ROMAN.finditer(text):
        if match[0] and (len(match[0]) > 1 or _BEFORE_LONE_ROMAN.search(text[: match.start()])):
            yield str(_roman(match[0]))
    words = number_words(lang)
    for word in re.findall(r"\w+", text.casefold()):
        if word in words:
            yield str(words[word])
