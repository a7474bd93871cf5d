"""What cannot be where one text renders the other: another day of the news, another person in one's place.

Papers write about the same people in the same words on other days, and in the same words about other people.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.pairing.calendar_names import named, weekdays
from archive.pairing.discrepancies import discrepancies
from archive.pairing.evidence import names_found
from archive.pairing.fold import WORD, composed
from archive.pairing.foreign_names import other_names
from archive.pairing.furniture import blanked
from archive.pairing.news_days import Chronology, contradiction, is_told
from archive.pairing.people import substitutions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from archive.pairing.align import Link
    from archive.pairing.beads import Sides
    from archive.pairing.learned import Learned

    Beside = Sequence[tuple[Sequence[int], Sequence[int]]]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Vietnamese weekdays but for Sunday are ordinals: `lần thứ hai` is the second time, `ngày thứ hai` the second
# day. A capital makes them days, but in `thế giới thứ Hai`, the Second World War; so does a part of the day.
_VIETNAMESE_WEEKDAY = re.compile(
    r"(?<![Ll]ần )(?<!giới )\b[Tt]hứ\s+[HBTNS]\w+"
    r"|\b(?i:chủ\s+nhật)\b"
    r"|\b(?i:(?:sáng|trưa|chiều|tối|hôm)\s+thứ)\s+\w+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradictions:
    """In words; what is grave makes a pair impossible, what is not keeps it from being confirmed."""

    grave: tuple[str, ...] = ()
    slight: tuple[str, ...] = ()


NONE = Contradictions()


def contradictions(
    sides: Sides,
    found: Sequence[Link],
    learned: Learned,
    rendered_on: date | None = None,
    published_on: date | None = None,
) -> Contradictions:
    """Contradictions of days and names; `found` are the links between the paragraphs of the two sides."""
    sides = _without_furniture(sides, learned)
    beside = [(link.rendering, link.original) for link in found]
    told: list[tuple[str, bool]] = []
    ours = Chronology(sides.rendering, sides.lang, rendered_on)
    theirs = Chronology(sides.original, "vi", published_on)
    of_days = contradiction(ours, theirs, beside)
    if _all_conflict(ours, theirs):
        which = f": {of_days.words}" if of_days else ", which names others"
        told.append((f"no day that the rendering names stands in the original{which}", True))
    elif of_days:
        told.append((of_days.words, of_days.is_grave))
    if counterparts := names_found(sides.rendering, sides.original).counterparts:
        told.append((f"the original lacks {', '.join(counterparts)}", True))
    told.extend(
        (f"the original has {' and '.join(one.instead)} in place of {one.name}", one.is_grave)
        for one in substitutions(sides.rendering, sides.original, beside)
        if one.name not in counterparts
    )
    told.extend(
        _weekdays(sides, beside, is_grave=not any(theirs.has(day, rendered_on) for _, day in ours.named))
    )
    told.extend(
        (f"the original has {other.title()} in place of {one.title()}", False)
        for one, other in other_names(sides, found)
    )
    told.extend((words, False) for words in discrepancies(sides, found))
    return Contradictions(
        grave=tuple(words for words, is_grave in told if is_grave),
        slight=tuple(words for words, is_grave in told if not is_grave),
    )


def _without_furniture(sides: Sides, learned: Learned) -> Sides:
    """Paragraphs in their places, blank where one stands beside any story, with the same days and names."""
    return replace(
        sides,
        rendering=blanked(sides.rendering, learned.rendering_furniture),
        original=blanked(sides.original, learned.original_furniture),
    )


def _weekdays(sides: Sides, beside: Beside, *, is_grave: bool) -> Iterator[tuple[str, bool]]:
    """Weekdays of the rendering none of which the original has, where it has others in their place.

    Of 78 paragraphs of true originals none has another weekday, 76 have the same; half of all wrong articles
    that name a weekday name others. Where the two share a day of a month, that is believed.
    """
    ours = [_weekdays_in(text, sides.lang) for text in sides.rendering]
    theirs = [_weekdays_in(text, "vi") for text in sides.original]
    if set[str]().union(*ours) & set[str]().union(*theirs):
        return
    for one, other in beside:
        here = set[str]().union(*(ours[i] for i in one))
        there = set[str]().union(*(theirs[j] for j in other))
        if here and there:
            told = [", ".join(_WEEKDAYS[int(day)] for day in sorted(days)) for days in (here, there)]
            yield f"the rendering tells of a {told[0]}, the original of a {told[1]}", is_grave
            return


def _weekdays_in(text: str, lang: str) -> set[str]:
    if not is_told(text):
        return set()
    text = composed(text)
    if lang == "vi":
        text = " ".join(_VIETNAMESE_WEEKDAY.findall(text))
    return set(named(weekdays(lang), WORD.findall(text)))


def _all_conflict(ours: Chronology, theirs: Chronology) -> bool:
    """Whether both texts name days, and none that can be the same."""
    here, there = ({one for _, one in text.named} for text in (ours, theirs))
    return bool(here and there) and all(one.conflicts(other) for one in here for other in there)
