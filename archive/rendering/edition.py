"""Which language edition a page belongs to, by its letters and most frequent words.

What the text says goes before what its wrapping says (a URL, a `lang` attribute, a field), so that the same
text has the same language in every shape. With no evidence at all it is Swedish. What a page or a file claims
is believed only where it has the form of a language tag.
"""

from __future__ import annotations

import re
from collections import Counter

from archive.rendering.line import WORD, is_vietnamese
from archive.rendering.words import EDITIONS, SWEDISH, VIETNAMESE, Edition, edition_named

_SAMPLE = 8_000
_SCRIPTS = {
    "ja": r"\u3040-\u30ff",
    "ko": r"\uac00-\ud7a3",
    "zh": r"\u4e00-\u9fff",
    "th": r"\u0e00-\u0e7f",
    "ar": r"\u0600-\u06ff",
}
# One look for any of them: most texts are in Latin letters.
_ANY_SCRIPT = re.compile(f"[{''.join(_SCRIPTS.values())}]")
# The form of a tag, not the registry's list of them (RFC 5646, section 2.1); some write it with `_`.
_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
_FREQUENT = {
    word: tuple(edition.lang for edition in EDITIONS if word in edition.frequent)
    for word in frozenset().union(*(edition.frequent for edition in EDITIONS))
}
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
    if _ANY_SCRIPT.search(sample) and (edition := _edition_by_script(sample)):
        return edition
    words = _words_of(sample)
    hits = Counter(dict.fromkeys((edition.lang for edition in EDITIONS), 0))
    for word in words.keys() & _FREQUENT.keys():
        for lang in _FREQUENT[word]:
            hits[lang] += words[word]
    lang, most = hits.most_common(1)[0]
    if most >= max(_LEAST_HITS, _LEAST_SHARE * words.total()):
        return edition_named(lang)
    return VIETNAMESE if is_vietnamese(sample) else None


def _words_of(sample: str) -> Counter[str]:
    """How often each word comes; most stand between spaces, and only the others need the slower look."""
    words: Counter[str] = Counter()
    for between, times in Counter(sample.lower().split()).items():
        for word in (between,) if between.isalpha() else WORD.findall(between):
            words[word] += times
    return words


def _edition_by_script(sample: str) -> Edition | None:
    letters = sum(map(str.isalpha, sample))
    # A fifth, for a Japanese text is kana only in part.
    found = (
        lang for lang, script in _SCRIPTS.items() if len(re.findall(f"[{script}]", sample)) * 5 > letters
    )
    lang = next(found, None)
    return edition_named(lang) if lang else None
