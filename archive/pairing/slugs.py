"""Addresses in the order in which they are worth a look: their slugs ranked against a rendering.

A slug is a Vietnamese title without its marks, so names and numbers come through. Half of them hold none, and
some have typos: a slug says what to fetch first, and never what is true.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from math import log
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.pairing.anchors import anchors
from archive.pairing.readings import with_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NOT_THE_TITLE = re.compile(r"(?:-(?:post)?\d{5,})?(?:/|\.html?)?$")
_SAME_SLUG = 0.8  # part of a slug's words that another site's slug of the same title shares


def slug_of(url: str) -> str:
    """The words of an address's last segment, article id and suffix taken off."""
    return _NOT_THE_TITLE.sub("", urlsplit(url).path).rpartition("/")[2].lower()


def ranked_slugs(urls: Iterable[str], texts: Sequence[str], lang: str) -> list[tuple[str, float]]:
    """The addresses whose slugs share a name or a number with a rendering, the most telling first.

    What few slugs of the list hold weighs most. Chinese names are looked for in their Vietnamese reading.
    """
    tokens = {url: _tokens(slug_of(url)) for url in dict.fromkeys(urls)}
    counted: dict[str, int] = {}
    for held in tokens.values():
        for token in held:
            counted[token] = counted.get(token, 0) + 1
    wanted = _wanted(texts, lang, counted.keys())
    scores = {
        url: sum(log((len(tokens) + 1) / counted[token]) for token in sorted(held & wanted))
        for url, held in tokens.items()
    }
    found = [(url, round(score, 3)) for url, score in scores.items() if score > 0]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def is_same_slug(one: str, other: str) -> bool:
    """Whether two slugs are one title's: sites shorten it, and make typos in it."""
    ours, theirs = set(one.split("-")), set(other.split("-"))
    return len(ours & theirs) >= _SAME_SLUG * max(len(ours), len(theirs))


def _wanted(texts: Sequence[str], lang: str, vocabulary: Iterable[str]) -> set[str]:
    known = set(vocabulary)
    found: set[str] = set()
    for text in texts:
        found |= with_readings(anchors(text, lang), text, known).every & known
    return found


def _tokens(slug: str) -> set[str]:
    """Pairs of neighbouring words, and numbers of two digits and more: `1-600` is 1600 or 1.6, or neither."""
    words = slug.split("-")
    tokens = {f"x:{one} {other}" for one, other in pairwise(words)}
    for is_number, run in groupby(words, key=str.isdecimal):
        digits = list(run) if is_number else []
        joined = {"".join(digits), ".".join(digits)} if 1 < len(digits) < 3 else set()  # noqa: PLR2004
        tokens |= {f"n:{number}" for number in {*digits, *joined} if len(number) > 1}
    return tokens
