"""The line that names the source: which lines are one, which of several counts, and what it points to.

A source line is a line of its own that opens with the edition's word and holds nothing else, an address, or a
few words after a colon. The last one with an address wins, else the last; words alone count only below all
text of the article, for above it they are a picture's credit. Addresses are handed on as they stand: whether
one may be fetched is decided elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from archive.model import Citation
from archive.rendering.furniture import is_picture_name
from archive.rendering.words import EDITIONS, VIETNAMESE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.rendering.line import Line, Link
    from archive.rendering.words import Edition

_COLON = r"\s*[:：﹕]\s*"
# The scheme may stand apart (`https: //…` comes out of translation) or be one that nobody should fetch.
_ADDRESS = re.compile(
    r"""(?P<scheme>[a-z][a-z0-9+.-]{0,20}\s?:\s?//|//|(?:file|data|javascript|mailto):)(?P<rest>[^\s<>"“”«»]*)""",
    re.I,
)
_BARE_HOST = re.compile(
    r"[<(\[]?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,24})(?P<path>[/?][^\s<>]*)?[>)\]]?[.,;]?", re.I
)
_LONGEST_NAME, _LONGEST_LINE = 120, 4000


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
        if joined and is_address(line.text) and is_source_word(joined[-1].text):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return tuple(joined)


def source_line(line: Line, edition: Edition) -> SourceLine | None:
    """The line read as a source line, None where it is anything else."""
    if len(line.text) > _LONGEST_LINE or line.type == "caption":
        return None
    found = _opening_with(_every_source_word()).fullmatch(line.text)
    if found is None or not _is_apart(found, line.links):
        return None
    url = _linked_address(line.links) or address_in(found["rest"])
    if not url and line.links:
        url = line.links[0].href
    if url:
        return SourceLine(line=line.text, url=url)
    # Without an address only the edition's own word counts: Dutch Bron is Swedish for "the bridge".
    own = _opening_with(edition.source + VIETNAMESE.source).fullmatch(line.text)
    if own is None or len(own["rest"]) > _LONGEST_NAME:
        return None
    return SourceLine(line=line.text, url=None, words=own["rest"])


def is_source_word(text: str) -> bool:
    """Whether a text, such as that of a link, is the source word of any edition and nothing else."""
    return text.strip(" :：[]()") in _every_source_word()


def _is_picture(line: Line) -> bool:
    return line.alt or is_picture_name(line.text)


def address_in(text: str) -> str | None:
    """The first address of a text, without the brackets and full stops around it; a bare host is https."""
    found = _ADDRESS.search(text)
    if found:
        return "".join(found["scheme"].split()) + _unbracketed(found["rest"])
    bare = _BARE_HOST.fullmatch(text)
    return f"https://{bare['host']}{_unbracketed(bare['path'] or '')}" if bare else None


def is_address(text: str) -> bool:
    """Whether a line is one address and nothing else."""
    return " " not in text and _ADDRESS.match(text.lstrip("<(")) is not None


def _is_apart(found: re.Match[str], links: tuple[Link, ...]) -> bool:
    """Whether what follows the word is set off from it: "Källa till oro" is the beginning of a sentence."""
    rest = found["rest"]
    if found["colon"] or not rest:
        address = _ADDRESS.search(rest)
        return address is None or address.start() <= _LONGEST_NAME
    return address_in(rest.split()[0]) is not None or rest in {link.text for link in links}


def _unbracketed(url: str) -> str:
    url = url.rstrip(".,;:!?'’…")
    for opening, closing in ("()", "[]"):
        if url.endswith(closing) and opening not in url:
            return _unbracketed(url.removesuffix(closing))
    return url


def _linked_address(links: tuple[Link, ...]) -> str | None:
    return next((link.href for link in links if is_source_word(link.text)), None)


@cache
def _every_source_word() -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for edition in EDITIONS for word in edition.source))


@cache
def _opening_with(words: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(map(re.escape, words))
    return re.compile(rf"(?:{either})(?![^\W_])(?P<colon>{_COLON})?\s*(?P<rest>.*)", re.I)
