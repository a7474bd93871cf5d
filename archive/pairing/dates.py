"""Dates of a text, in the forms Vietnamese and Swedish newspapers write them.

A date is day and month, with the year where it stands there; a month alone is kept apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from archive.pairing.calendar_names import months

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH_WORDS = {  # Vietnamese `tháng Mười` and its like, which CLDR writes with digits
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
    "mười một": 11, "mười hai": 12, "mười": 10, "chạp": 12,
}  # fmt: skip
_MONTHS, _DAYS = range(1, 13), range(1, 32)
_NUMERIC = re.compile(r"(?<![\d/.,-])(\d{1,2})([/-])(\d{1,2})(?:\2(\d{4}))?(?![\d/-]|[.,]\d)")
# The first day of a range or list borrows the month of its last: `16-18/11`, `den 16 till 18 november`.
_JOINED = r"(?<![\d/.,])(\d{1,2})(?:\.|:e)?(?:\s*[-–,]\s*|\s+[^\W\d_]{2,4}\s+)(?:(?:ngày|den)\s+)?"
_JOINED_NUMERIC = re.compile(_JOINED + r"\d{1,2}/(\d{1,2})(?:/(\d{4}))?(?![\d/])", re.IGNORECASE)
_JOINED_VIETNAMESE = re.compile(
    _JOINED + r"\d{1,2}\s+tháng\s+(\d{1,2})(?!\d)(?:\s*(?:/|năm)\s*(\d{4}))?", re.IGNORECASE
)
# With points a date is told from a decimal or a section by its year or by the word before it.
_POINTED = re.compile(
    r"(?<![\d.,])(?:(?<=ngày )|(?<=sáng )|(?<=trưa )|(?<=chiều )|(?<=tối )|(?<=đêm )|(?=\d+\.\d+\.\d{4}))"
    r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
# `16-18/11` is no date to those who read one day at a time.
_LAST_OF_RANGE = re.compile(r"(?<=\d[-–])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_VIETNAMESE = re.compile(
    r"(?:(?<!\d)(\d{1,2})\s+)?tháng\s+(\d{1,2}(?!\d)|" + "|".join(_MONTH_WORDS) + r")(?!\w)"
    r"(?:\s*(?:/|-|năm|,)\s*(\d{4})(?!\d))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or a month named in a text; `day` is None for a month alone, `year` where none is written."""

    month: int
    day: int | None = None
    year: int | None = None

    def conflicts(self, other: Dated) -> bool:
        """Whether the two cannot be the same day."""
        years = {self.year, other.year} - {None}
        return (self.month, self.day) != (other.month, other.day) or len(years) > 1

    def in_year(self, year: int) -> date | None:
        """The day in a year, of a month its first; None of 31 June, or 29 February in a common year."""
        try:
            return date(year, self.month, self.day or 1)
        except ValueError:
            return None


@cache
def _worded(lang: str) -> re.Pattern[str] | None:
    names = "|".join(map(re.escape, sorted(months(lang), key=len, reverse=True)))
    return (
        re.compile(
            rf"(?:(?<!\d)(\d{{1,2}})(?:\.|:e)?\s+)?(?<!\w)({names})(?!\w)(?:\s+(\d{{4}})(?!\d))?",
            re.IGNORECASE,
        )
        if names
        else None
    )


def _dated(day: str | None, month: int, year: str | None) -> Iterator[Dated]:
    number = int(day) if day else None
    if month in _MONTHS and (number is None or number in _DAYS):
        yield Dated(month, number, int(year) if year else None)


def dates(text: str, lang: str) -> Iterator[Dated]:
    """Every date in a text (NFC); `2-1` is one only where nothing shows that it is a score or a range."""
    for match in _ISO.finditer(text):
        yield from _dated(match[3], int(match[2]), match[1])
    for match in _NUMERIC.finditer(text):
        yield from _dated(match[1], int(match[3]), match[4])
    if lang == "vi":
        for match in _VIETNAMESE.finditer(text):
            word = match[2].casefold()
            yield from _dated(match[1], int(word) if word.isdigit() else _MONTH_WORDS[word], match[3])
    elif pattern := _worded(lang):
        for match in pattern.finditer(text):
            yield from _dated(match[1], months(lang)[match[2].casefold()], match[3])


@cache
def _joined_worded(lang: str) -> re.Pattern[str] | None:
    names = "|".join(map(re.escape, sorted(months(lang), key=len, reverse=True)))
    last = rf"\d{{1,2}}(?:\.|:e)?\s+({names})(?!\w)(?:\s+(\d{{4}})(?!\d))?"
    return re.compile(_JOINED + last, re.IGNORECASE) if names else None


def days(text: str, lang: str) -> Iterator[Dated]:
    """Every day in a text (NFC) in order, each end of a range and each day of a list of two too."""
    yield from (dated for dated in dates(text, lang) if dated.day)
    for match in chain(_LAST_OF_RANGE.finditer(text), _POINTED.finditer(text)):
        yield from _dated(match[1], int(match[2]), match[3])
    for match in _JOINED_NUMERIC.finditer(text):
        yield from _dated(match[1], int(match[2]), match[3])
    if lang == "vi":
        for match in _JOINED_VIETNAMESE.finditer(text):
            yield from _dated(match[1], int(match[2]), match[3])
    elif pattern := _joined_worded(lang):
        for match in pattern.finditer(text):
            yield from _dated(match[1], months(lang)[match[2].casefold()], match[3])
