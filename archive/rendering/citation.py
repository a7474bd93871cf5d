"""The line that names the source: which lines are one, which of several counts, and what it points to.

A source line is a line of its own that opens with the edition's word and holds nothing else, an address, or a
few words after a colon; brackets, dashes and bullets around the word count only before an address. Where the
line's address is a link, its `href` counts, for a link's text is often cut short. The last line with an
address wins, else the last; words alone count only below all text of the article, for above it they are a
picture's credit. Addresses are handed on as they stand: whether one may be fetched is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from archive.model import Citation
from archive.rendering.address import (
    address_in,
    address_start,
    ends_within_address,
    is_address,
    is_same_host,
    whole_address,
)
from archive.rendering.furniture import is_picture_name
from archive.rendering.words import EDITIONS, VIETNAMESE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.rendering.line import Line, Link
    from archive.rendering.words import Edition

_COLON = r"\s*[:：﹕]\s*"
# What may stand around a source word before its address: brackets, a dash, the asterisks of bold type.
_AROUND = " \t:：﹕-–—•·*_()[]<>【】\"'“”«»‘’"
_LONGEST_WORD, _LONGEST_NAME, _LONGEST_LINE = 40, 120, 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """A line that opens with the source word; `url` None and `words` empty where nothing follows it."""

    line: str
    url: str | None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """What a page says of its source, and the positions of the lines that say it: they are no text."""

    citation: Citation | None
    at: frozenset[int]

    @property
    def last(self) -> int:
        return max(self.at, default=-1)


def sourcing_of(lines: Sequence[Line], edition: Edition) -> Sourcing:
    """The source lines of a page whose furniture is gone."""
    found = {at: source for at, line in enumerate(lines) if (source := source_line(line, edition))}
    text = (at for at, line in enumerate(lines) if at not in found and not _is_picture(line))
    last_text = max(text, default=-1)
    counted = {at: source for at, source in found.items() if not source.words or at > last_text}
    addressed = [source for source in counted.values() if source.url]
    bare = [source for source in counted.values() if not source.words]
    best = next((sources[-1] for sources in (addressed, bare, [*counted.values()]) if sources), None)
    citation = Citation(line=best.line, url=best.url) if best else None
    return Sourcing(citation=citation, at=frozenset(counted))


def unwrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with an address that was wrapped below its source word set beside it again."""
    joined: list[Line] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return tuple(joined)


def source_line(line: Line, edition: Edition) -> SourceLine | None:
    """The line read as a source line, None where it is anything else."""
    if len(line.text) > _LONGEST_LINE or line.type == "caption" or line.alt:
        return None
    if url := _source_url(line):
        return SourceLine(line=line.text, url=url)
    # Without an address only the edition's own word counts: Dutch Bron is Swedish for "the bridge".
    own = _opening_with(edition.source + VIETNAMESE.source).fullmatch(line.text)
    if own is None or len(own["rest"]) > _LONGEST_NAME or not _is_apart(own, line.links):
        return None
    return SourceLine(line=line.text, url=None, words=own["rest"])


def _source_url(line: Line) -> str | None:
    """What a line that opens with a source word points to."""
    start = address_start(line.text) if "//" in line.text else None
    if start is not None and is_source_word(line.text[:start]):
        return _address_of(line, line.text[start:])
    found = _opening_with(_every_source_word()).fullmatch(line.text)
    return _address_of(line, found["rest"]) if found and _is_apart(found, line.links) else None


def is_source_word(text: str) -> bool:
    """Whether a text, such as that of a link, is the source word of any edition and nothing else."""
    return len(text) <= _LONGEST_WORD and text.strip(_AROUND).casefold() in _every_source_word_folded()


def _is_picture(line: Line) -> bool:
    return line.alt or is_picture_name(line.text)


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line is the address of the source word above it, or the rest of its address."""
    if is_source_word(above.text):
        return is_address(line.text)
    if " " in line.text or len(above.text) > _LONGEST_LINE:
        return False
    start = address_start(above.text)
    is_source = start is not None and is_source_word(above.text[:start])
    return is_source and ends_within_address(above.text, line.text)


def _is_apart(found: re.Match[str], links: tuple[Link, ...]) -> bool:
    """Whether what follows the word is set off from it: "Källa till oro" is the beginning of a sentence."""
    rest = found["rest"]
    if found["colon"] or not rest:
        start = address_start(rest)
        return start is None or start <= _LONGEST_NAME
    return address_in(rest.split()[0]) is not None or rest in {link.text for link in links}


def _address_of(line: Line, rest: str) -> str | None:
    """Where a source line points to: where its word is a link, where its address is one, or by its words."""
    written = address_in(rest)
    hrefs = [whole_address(link.href) for link in line.links if _is_of_source(link, rest, written)]
    if not written:
        return next(iter(hrefs), None)
    return next((href for href in hrefs if href.startswith(("https://", "http://"))), written)


def _is_of_source(link: Link, rest: str, written: str | None) -> bool:
    """Whether a link is the source word, or all that may be an address, or is written out shorter.

    An address that is written out in full goes before a link to some other host: those are redirectors.
    """
    if is_source_word(link.text) or written is None:
        return True
    if link.text not in rest or address_in(link.text) != written:
        return False
    return link.text.endswith(("…", "...")) or is_same_host(written, whole_address(link.href))


@cache
def _every_source_word() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for edition in EDITIONS for word in edition.source))


@cache
def _every_source_word_folded() -> frozenset[str]:
    return frozenset(word.casefold() for word in _every_source_word())


@cache
def _opening_with(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?:{either})(?![^\W_])(?P<colon>{_COLON})?\s*(?P<rest>.*)", re.I)
