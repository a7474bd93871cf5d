"""What a rendering and its original share, and look-alikes do not: most of either text, most of the numbers.

None of it is a contradiction, since translators leave out, convert and slip; so much of it is a doubt. For
follow-ups, next year's event and round-ups repeat whole paragraphs, which agree as well as translations do.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from archive.pairing.anchors import anchors
from archive.pairing.fold import composed
from archive.pairing.furniture import story, translated
from archive.pairing.news_days import is_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.pairing.align import Link
    from archive.pairing.beads import Sides

# As measured on 503 true pairs under all noise (benchmarks/verdicts.py), of which one is below either share
# of letters, and none has so long a gap.
_RENDERED = 0.45
_ORIGINAL = 0.4
_GAP = 4  # paragraphs of the rendering, one after the other, without a counterpart: a story of their own
_CHANGED = 2  # numbers, and this share of those that have a place in the original
_CHANGED_SHARE = 0.3
_DIGITS = 2  # that say something: one in nine numbers begins with any one digit
_IN_WORDS = 12  # numbers up to here are mostly words, which are articles and pronouns too


def discrepancies(sides: Sides, found: Sequence[Link]) -> Iterator[str]:
    """Doubts, in words; `found` are the links between the paragraphs of the two sides."""
    linked = {i for link in found for i in link.rendering}
    texts = sides.rendering
    ours = [i for i in translated(texts, sides.lang, frozenset()) if is_told(texts[i])]
    gap = max((len(list(run)) for alone, run in groupby(ours, lambda i: i not in linked) if alone), default=0)
    if gap >= _GAP or _share(texts, ours, linked) < _RENDERED:
        yield f"only {len(linked.intersection(ours))} of the rendering's {len(ours)} paragraphs stand in it"
    linked = {j for link in found for j in link.original}
    theirs = [j for j in story(sides.original, frozenset()) if is_told(sides.original[j])]
    if _share(sides.original, theirs, linked) < _ORIGINAL:
        rendered = len(linked.intersection(theirs))
        yield f"only {rendered} of the original's {len(theirs)} paragraphs are rendered"
    changed, placed = _changed_numbers(sides, found)
    if len(changed) >= _CHANGED and len(changed) >= _CHANGED_SHARE * placed:
        yield f"the original has other numbers in place of {', '.join(changed)}"


def _share(texts: Sequence[str], of: Sequence[int], linked: set[int]) -> float:
    """Share of the paragraphs' letters that stand in beads."""
    whole = sum(len(texts[i]) for i in of)
    return sum(len(texts[i]) for i in of if i in linked) / whole if whole else 1.0


def _changed_numbers(sides: Sides, found: Sequence[Link]) -> tuple[list[str], int]:
    """Numbers that the original has nowhere, where it has others in that place, and how many have a place."""
    ours = [_numbers(text, sides.lang) for text in sides.rendering]
    theirs = [_numbers(text, "vi") for text in sides.original]
    here, there = (set[str]().union(*held) for held in (ours, theirs))
    changed: dict[str, None] = {}
    placed: set[str] = set()
    for link in found:
        said = set[str]().union(*(ours[i] for i in link.rendering))
        instead = set[str]().union(*(theirs[j] for j in link.original)) - here
        lacked = [one for one in sorted(said - there) if not any(_is_alike(one, other) for other in instead)]
        changed |= dict.fromkeys(lacked[: len(instead)])
        placed |= said
    return list(changed), len(placed)


def _numbers(text: str, lang: str) -> set[str]:
    """Values that say something: no small ones, and no hundreds of years, which are counted centuries."""
    held = {token[2:] for token in anchors(composed(text), lang).firm if token[:2] in {"n:", "%:"}}
    return {one for one in held if float(one) > _IN_WORDS and not (len(one) == 4 and one.endswith("00"))}  # noqa: PLR2004


def _is_alike(one: str, other: str) -> bool:
    """Whether two numbers have the same digits, or one is the other cut off after two of them or more.

    `350` is `350 000` where thousands are understood, and 1.13 million is written as 1.1 million.
    """
    shorter, longer = sorted((number.replace(".", "").strip("0") for number in (one, other)), key=len)
    return shorter == longer or (len(shorter) >= _DIGITS and longer.startswith(shorter))
