"""Names of months, weekdays and countries, in the rendering's language and in Vietnamese.

They come from CLDR through Babel at run time; nothing of them is listed here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from archive.pairing.fold import composed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Phrases = dict[str, dict[tuple[str, ...], str]]  # by first word, so a text is searched in one pass
# What newspapers write where CLDR has the long name.
_SHORT_FORMS = {"vi": {"Mỹ": "US", "Anh": "GB", "Úc": "AU", "Triều Tiên": "KP", "Hàn Quốc": "KR"}}
_ALPHA_2 = 2  # letters of the codes that name languages of countries
_PARTS = 3  # of a full tag: language, script, territory
_UNMISTAKABLE = 5  # letters; a shorter name in small letters is likely another word


@cache
def _locale(lang: str) -> Locale | None:
    try:
        return Locale.parse(lang)
    except (UnknownLocaleError, ValueError):
        return None


def _phrases(names: Mapping[str, str]) -> Phrases:
    by_first_word: Phrases = {}
    for name, value in names.items():
        words = tuple(composed(name).casefold().split())
        if words:
            by_first_word.setdefault(words[0], {})[words] = value
    return by_first_word


@cache
def months(lang: str) -> dict[str, int]:
    """Casefolded month names that are words; Vietnamese `tháng 10` is a number and is read as a date."""
    locale = _locale(lang)
    if locale is None:
        return {}
    names = dict(locale.months["format"]["wide"]) | dict(locale.months["stand-alone"]["wide"])
    return {
        composed(name).casefold(): number
        for number, name in names.items()
        if not any(character.isdigit() for character in name)
    }


@cache
def weekdays(lang: str) -> Phrases:
    """Weekday names, as phrases; Monday is 0. Swedish says `fredagen` as often as `fredag`."""
    locale = _locale(lang)
    if locale is None:
        return {}
    names = {name: str(day) for day, name in locale.days["format"]["wide"].items()}
    definite = {f"{name}en": day for name, day in names.items()} if lang == "sv" else {}
    return _phrases(names | definite)


@cache
def territories(lang: str) -> Phrases:
    """Country names as phrases, by ISO code, and names of languages that serve as a country's adjective.

    Swedish `kinesiska` is the language and the adjective; CLDR's likely region of the language is the
    country.
    English is left out, being no one country's.
    """
    locale = _locale(lang)
    if locale is None:
        return {}
    names = {name: code for code, name in locale.territories.items() if code.isalpha()}
    likely = get_global("likely_subtags")
    for code, name in locale.languages.items():
        subtags = likely.get(code, "").split("_")
        if len(code) == _ALPHA_2 and code != "en" and len(subtags) == _PARTS and name[0].islower():
            names.setdefault(name, subtags[2])
    return _phrases(names | _SHORT_FORMS.get(lang, {}))


def named(phrases: Phrases, words: Sequence[str]) -> Iterator[str]:
    """Values of the phrases found in a text's words, the longest phrase first where several begin.

    A one-word phrase also counts with a genitive s. Words keep their case; a lone word of up to four letters
    must begin with a capital: `Ý` and `Nga` are countries, `ý` and `nga` are not.
    """
    position = 0
    while position < len(words):
        found = _phrase_at(phrases, words, position)
        if found:
            yield found[1]
        position += found[0] if found else 1


def _phrase_at(phrases: Phrases, words: Sequence[str], position: int) -> tuple[int, str] | None:
    word = words[position]
    first = word.casefold()
    candidates = phrases.get(first) or phrases.get(first.removesuffix("s"))
    if not candidates:
        return None
    for phrase in sorted(candidates, key=len, reverse=True):
        rest = tuple(word.casefold() for word in words[position + 1 : position + len(phrase)])
        if rest == phrase[1:] and (rest or len(word) >= _UNMISTAKABLE or word[0].isupper()):
            return len(phrase), candidates[phrase]
    return None
