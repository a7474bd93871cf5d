"""What gives a caption and a byline away: the credits at their ends.

`… (Källa: ambassaden)` and `… Foto: VNA` credit a picture, `TH (enligt VNA)` an article.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from archive.rendering.words import VIETNAMESE

if TYPE_CHECKING:
    from archive.rendering.words import Edition

_LONGEST_CAPTION, _LONGEST_BYLINE, _LONGEST_NAME = 600, 80, 40
_MOST_NAMES = 5
_END_OF_SENTENCE = re.compile(r"[.!?:;,…\"”»)]$")


def is_caption(text: str, edition: Edition) -> bool:
    """Whether a line ends in a picture's credit, or is nothing but one."""
    if len(text) > _LONGEST_CAPTION or not (":" in text or "：" in text):  # every credit has one
        return False
    return any(credit.search(text) for credit in _picture_credits(edition))


def is_byline(text: str, edition: Edition) -> bool:
    """Whether a line names an agency: `Enligt VNA`, `TH (enligt VNA)`."""
    return len(text) <= _LONGEST_BYLINE and _agency_credit(edition).fullmatch(text) is not None


def is_name(text: str) -> bool:
    """Whether a line could be an author's name: a few words, each with a capital, and no full stop."""
    words = text.replace("/", " ").replace("-", " ").split()
    return (
        len(text) <= _LONGEST_NAME
        and 1 <= len(words) <= _MOST_NAMES
        and all(word[0].isupper() and word.isalpha() for word in words)
        and not _END_OF_SENTENCE.search(text)
    )


@cache
def _picture_credits(edition: Edition) -> tuple[re.Pattern[str], re.Pattern[str]]:
    photo = {*edition.photo, *VIETNAMESE.photo}
    either = photo | {*edition.source, *VIETNAMESE.source}
    return (
        re.compile(rf"[(（](?:{_any(either)})\s*[:：]\s*[^()（）]{{1,120}}[)）]\.?$", re.I),
        re.compile(rf"(?<!\w)(?:{_any(photo)})\s*[:：]\s*[^.!?:：]{{1,60}}\.?$", re.I),
    )


@cache
def _agency_credit(edition: Edition) -> re.Pattern[str]:
    agency = _any({*edition.agency, *VIETNAMESE.agency})
    return re.compile(
        rf"(?:[^()]{{0,60}}\((?:{agency})\s[^()]{{2,40}}\)|(?i:{agency})\s[A-ZĐ][\w/&.-]*(?:\s[A-ZĐ][\w/&.-]*){{0,3}})",
    )


def _any(words: set[str]) -> str:
    return "|".join(sorted(map(re.escape, words)))
