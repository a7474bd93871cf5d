"""Which language edition a page belongs to, by its letters and most frequent words.

What the text says goes before what its wrapping says (a URL, a `lang` attribute, a field), so that the same
text has the same language in every shape. With no evidence at all it is Swedish. What a page or a file claims
is believed only where it has the form of a language tag.
"""

from __future__ import annotations

import re
from collections import Counter

from archive.rendering.line import is_vietnamese
from archive.rendering.words import EDITIONS, SWEDISH, VIETNAMESE, Edition, edition_named

_SAMPLE = 8_000
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
)
# The form of a tag, not the registry's list of them (RFC 5646, section 2.1); some write it with `_`.
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
# Below these, frequent words are a coincidence: names and a headline.
_LEAST_HITS, _LEAST_SHARE = 3, 0.08


def edition_of(text: str, hint: str | None = None) -> Edition:
    """The edition that the text is in, or that of `hint` (a language code) where the text does not tell."""
    tag = language_tag(hint or "")
    known = edition_named(tag.partition("-")[0]) if tag else None
    if known is not None and known not in EDITIONS:
        return known
    return _edition_by_letters(text[:_SAMPLE]) or known or SWEDISH


def language_tag(claim: str) -> str | None:
    """The language tag that a claim is, as `sv` or `zh-cn`; None where it is none."""
    claim = claim.strip()
    return claim.lower().replace("_", "-") if _TAG.fullmatch(claim) else None


def _edition_by_letters(sample: str) -> Edition | None:
    letters = sum(map(str.isalpha, sample))
    for lang, script in _SCRIPTS:
        # A fifth, for a Japanese text is kana only in part.
        if letters and len(script.findall(sample)) * 5 > letters:
            return edition_named(lang)
    words = Counter(_WORD.findall(sample.lower()))
    hits = {edition.lang: sum(words[word] for word in edition.frequent) for edition in EDITIONS}
    best = max(EDITIONS, key=lambda edition: hits[edition.lang])
    if hits[best.lang] >= max(_LEAST_HITS, _LEAST_SHARE * words.total()):
        return best
    return VIETNAMESE if is_vietnamese(sample) else None
