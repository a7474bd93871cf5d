"""The form in which two texts are compared: what a reader would not call a change is folded away.

Stored text stays as it is; only comparisons use this form. Case is kept, for it can carry meaning.
"""

from __future__ import annotations

import re
import unicodedata

# Two spellings of one letter (ETH for D WITH STROKE), of quotes, dashes and spaces.
SAME_SIGN = str.maketrans(
    {
        "\u00d0": "\u0110", "\u00f0": "\u0111",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'",
        "–": "-", "—": "-", "−": "-", "‑": "-", "…": "...",
        "\u00a0": " ", "\u202f": " ", "\u200b": " ",
        "\u00ad": None, "\ufeff": None, "\u200c": None, "\u200d": None,
    }
)  # fmt: skip
# Two schools of Vietnamese spelling put the tone on either vowel of an open syllable: hoà and hòa.
TONE_ON_SECOND_VOWEL = re.compile(
    r"(o(?=[ae])|u(?=y))([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\w\u0302\u0306\u031b])", re.IGNORECASE
)
WORD = re.compile(r"\d+(?:[.,:/]\d+)*%?|[^\W\d_]+|[^\w\s]|_")

DATE_LINE_LENGTH = 100
DATE = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}"
DATE_LINE_PARTS = re.compile(
    rf"{DATE}|\d{{1,2}}\s*(?::|h|giờ)\s*\d{{2}}(?::\d{{2}})?|\(?(?:GMT|UTC)\s*\+?\s*\d{{1,2}}(?::\d{{2}})?\)?|[ap]m\b"
    r"|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|cập nhật|đăng|lúc|ngày|phút|giờ|[\s,.:;|/()-]+",
    re.IGNORECASE,
)


def comparable(text: str) -> str:
    """The text in NFC, with typography, invisible characters and spelling schools made one."""
    signs = unicodedata.normalize("NFD", " ".join(text.translate(SAME_SIGN).split()))
    return unicodedata.normalize("NFC", TONE_ON_SECOND_VOWEL.sub(r"\1\3\2", signs))


def without_diacritics(text: str) -> str:
    """The text decomposed and rid of its marks; đ, which Unicode does not decompose, becomes d."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Words, numbers and signs; a number keeps its separators (1.234,5 · 18:30 · 31/10/2025)."""
    return WORD.findall(text)


def is_date_line(text: str) -> bool:
    """Whether the text is nothing but a date, as the page's own clock prints it."""
    if len(text) > DATE_LINE_LENGTH or not re.search(DATE, text):
        return False
    return not DATE_LINE_PARTS.sub("", text)
