"""What a search for a lost link comes to: candidates for a person to confirm, or the reason why none.

The text alone never decides: papers write of the same people in the same words on other days, and one
agency's text stands at several outlets. So nothing is asserted, a contradiction vetoes, and where stories
compete none is proposed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.model import Candidate
from archive.pairing.evidence import published_on
from archive.pairing.find import same_text
from archive.pairing.news_days import Chronology, are_of_other_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.model import Article, Pair

CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """An article that was looked at, and the pair it makes with the rendering.

    `route` says how it was found. It is `cited` where another copy of the rendering names it as the source.
    Article and pair are None where it has no text to compare.
    """

    url: str
    route: str
    article: Article | None
    pair: Pair | None
    cited: bool = False


def proposals(considered: Sequence[Considered]) -> tuple[tuple[Candidate, ...], str | None]:
    """Candidates, best first, or none and the reason."""
    unread = [one for one in considered if one.cited and one.pair is None]
    held = sorted((one for one in considered if _holds(one)), key=_rank)
    if not held and not unread:
        return (), _why_none(considered)
    best = held[0] if held else None
    rivals = [one for one in held if best and one is not best and not _is_copy(one, best)]
    if rivals and best and not best.cited:
        addresses = ", ".join(f"{one.url}{_day_told(one)}" for one in (best, *rivals))
        return (), f"{len(rivals) + 1} stories compete, and nothing tells which was translated: {addresses}"
    copies = [one for one in held if one not in rivals]
    cited = (Candidate(url=one.url, score=0.0, why=f"{one.route}; it has no text") for one in unread)
    return (*cited, *(_candidate(one, best, len(copies)) for one in copies)), None


def _holds(one: Considered) -> bool:
    """Whether it may be proposed: nothing contradicts it, and text or citation speaks for it."""
    if one.pair is None or one.pair.verdict == "mismatch":
        return False
    return one.cited or one.pair.verdict == CONFIRMED


def _rank(one: Considered) -> tuple[bool, float, str]:
    return not one.cited, -one.pair.score if one.pair else 0.0, one.url


def _is_copy(one: Considered, other: Considered) -> bool:
    """Whether two articles are one agency's story at two outlets; at one outlet like ones are two stories."""
    if one.article is None or other.article is None or _host(one) == _host(other):
        return False
    here, there = (_chronology(article) for article in (one.article, other.article))
    return same_text(here.texts, there.texts) and not are_of_other_days(here, there)


def _host(one: Considered) -> str | None:
    return urlsplit(one.url).hostname


def _chronology(article: Article) -> Chronology:
    return Chronology([block.text for block in article.blocks], "vi", published_on(article))


def _day_told(one: Considered) -> str:
    """The day that its text tells of, or of its publication, in brackets."""
    day = _chronology(one.article).day if one.article else None
    return f" ({day})" if day else ""


def _candidate(one: Considered, best: Considered | None, copies: int) -> Candidate:
    wire = "; same wire text at several outlets" if copies > 1 and best and not best.cited else ""
    wire = f"; same wire text as {best.url}" if best and one is not best else wire
    return Candidate(
        url=one.url, score=one.pair.score if one.pair else 0.0, why=f"{one.route}; {_reasons(one)}{wire}"
    )


def _why_none(considered: Sequence[Considered]) -> str:
    read = [one for one in considered if one.pair]
    if not read:
        return "nothing was found that shares a name or a number with it"
    told = "; ".join(f"{one.url}: {_reasons(one)}" for one in read)
    return f"what was found is not its original: {told}"


def _reasons(one: Considered) -> str:
    reasons = one.pair.evidence.get("reasons") if one.pair else None
    return ", ".join(map(str, reasons)) if isinstance(reasons, list) else "no text"
