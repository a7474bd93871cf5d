"""On which days the news of a text happened, as its first paragraphs tell, and where another contradicts it.

Days of remembrance are no news: papers name them in every story about the same two countries. So a day of the
news is compared apart from the background, by what each side alone names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archive.pairing.anchors import is_headline
from archive.pairing.dates import Dated, days
from archive.pairing.fold import composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    Named = Sequence[tuple[int, Dated]]  # days with the paragraphs that name them
    Beside = Sequence[tuple[Sequence[int], Sequence[int]]]

FIRST_PARAGRAPHS = 6  # headlines and captions may come before the paragraph that names the day
_NEAR = 100  # days within which a day without a year is of the year that brings it nearest
_LINE = 80  # characters
_NUMBER = re.compile(r"\d")  # no day is without one, and most paragraphs are
NEAR_PUBLICATION = 1  # days from the news to its publication, time zones included
FAR_FROM_PUBLICATION = 3


def is_told(text: str) -> bool:
    """Whether a paragraph is of the story: a short line without an end is the page's, with its own date."""
    return len(text) > _LINE or not is_headline(composed(text))


def written(dated: Dated) -> str:
    """Day, month and year, as both languages read them."""
    return f"{dated.day}/{dated.month}" + (f"/{dated.year}" if dated.year else "")


def _dates_of(dated: Dated, years: Iterable[int]) -> list[date]:
    return [day for year in years if (day := dated.in_year(year))]


def _days_from(dated: Dated, published: date) -> int | None:
    """How far a day lies from a publication; one without a year is the nearest of its name."""
    year = published.year
    tried = _dates_of(dated, (dated.year,) if dated.year else (year - 1, year, year + 1))
    return min((abs((one - published).days) for one in tried), default=None)


def _year(dated: Dated, published: date | None) -> int | None:
    """The year as written, else the one that brings the day near the publication."""
    if dated.year or published is None:
        return dated.year
    near = _dates_of(dated, (published.year - 1, published.year, published.year + 1))
    return next((one.year for one in near if abs((one - published).days) <= _NEAR), None)


@dataclass(frozen=True)
class Chronology:
    """A text's paragraphs with the day of its publication in Vietnam, where that is known."""

    texts: Sequence[str]
    lang: str
    published: date | None = None

    @cached_property
    def named(self) -> list[tuple[int, Dated]]:
        """Every day with the paragraph that names it."""
        return [
            (k, one)
            for k, text in enumerate(self.texts)
            if _NUMBER.search(text)
            for one in days(composed(text), self.lang)
        ]

    @cached_property
    def news(self) -> list[tuple[int, Dated]]:
        """The days of the first paragraphs that are not told as remembered ones."""
        years: dict[tuple[int, int | None], set[int]] = defaultdict(set)
        for _, one in self.named:
            if one.year:
                years[one.month, one.day].add(one.year)
        latest = max((year for found in years.values() for year in found), default=None)
        return [
            (k, one)
            for k, one in self.named
            if k < FIRST_PARAGRAPHS
            and is_told(self.texts[k])
            and (
                one.year is None
                or (len(years[one.month, one.day]) == 1 and self._is_recent(one, latest or one.year))
            )
        ]

    def _is_recent(self, dated: Dated, latest: int) -> bool:
        if self.published is None:
            return dated.year == latest
        distance = _days_from(dated, self.published)
        return distance is not None and distance <= _NEAR

    @property
    def day(self) -> str | None:
        """The first day of the news, else of the publication, in words."""
        if self.news:
            return written(self.news[0][1])
        return f"published on {self.published}" if self.published else None

    def has(self, dated: Dated, published: date | None) -> bool:
        """Whether a day of a text published on another day is named here."""
        return any(self._is_same(one, dated, published) for _, one in self.named)

    def _is_same(self, ours: Dated, theirs: Dated, published: date | None) -> bool:
        """A year that only one side writes is compared with the other's publication."""
        if (ours.month, ours.day) != (theirs.month, theirs.day):
            return False
        if not ours.year and not theirs.year:
            return True
        one, other = _year(ours, self.published), _year(theirs, published)
        return one is None or other is None or one == other

    def only_here(self, other: Chronology) -> list[tuple[int, Dated]]:
        """The days of this text's news that the other text names nowhere."""
        return [(k, one) for k, one in self.news if not other.has(one, self.published)]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What two texts say of the day, in words; a grave one cannot be where one renders the other."""

    words: str
    is_grave: bool


def contradiction(rendering: Chronology, original: Chronology, beside: Beside) -> Contradiction | None:
    """Where rendering and original name other days for the news.

    `beside` are paragraphs of either that belong together.
    """
    ours, theirs = rendering.only_here(original), original.only_here(rendering)
    if ours and theirs:
        is_grave = ours[0][0] == rendering.news[0][0] and theirs[0][0] == original.news[0][0]
        return Contradiction(_told(rendering, ours, original, theirs), is_grave)
    if ours and ours[0][0] == rendering.news[0][0]:
        return _from_publication(ours, original)
    return _beside(rendering, original, beside)


def are_of_other_days(one: Chronology, other: Chronology) -> bool:
    """Whether two articles tell of other days, or were published too far apart to be one agency's story."""
    if one.only_here(other) and other.only_here(one):
        return True
    if one.published is None or other.published is None:
        return False
    return abs((one.published - other.published).days) > FAR_FROM_PUBLICATION


def _from_publication(ours: Named, original: Chronology) -> Contradiction | None:
    """A day that the original has nowhere, against the day on which it was published."""
    published = original.published
    if published is None:
        return None
    distance = min((far for _, one in ours if (far := _days_from(one, published)) is not None), default=0)
    if distance <= NEAR_PUBLICATION:
        return None
    told = ", ".join(dict.fromkeys(written(one) for _, one in ours))
    words = f"the rendering tells of {told}, which the original does not name, and that is of {published}"
    return Contradiction(words, distance > FAR_FROM_PUBLICATION and not original.news)


def _beside(rendering: Chronology, original: Chronology, beside: Beside) -> Contradiction | None:
    """Paragraphs that belong together tell of the first day of either text and have none in common: each
    day stands in the other text too, but elsewhere."""
    if not rendering.news or not original.news:
        return None
    (here, _), (there, _) = rendering.news[0], original.news[0]
    for one, other in beside:
        if here in one and there in other:
            ours = [(k, named) for k, named in rendering.named if k in one]
            theirs = [(k, named) for k, named in original.named if k in other]
            held = Chronology([original.texts[k] for k in other], original.lang, original.published)
            if any(held.has(named, rendering.published) for _, named in ours):
                return None
            is_grave = not (_first(ours, original, rendering) and _first(theirs, rendering, original))
            return Contradiction(_told(rendering, ours, original, theirs), is_grave)
    return None


def _first(found: Named, there: Chronology, here: Chronology) -> bool:
    """Whether the other text has one of these days among its news."""
    news = Chronology(there.texts[:FIRST_PARAGRAPHS], there.lang, there.published)
    return any(news.has(one, here.published) for _, one in found)


def _told(rendering: Chronology, ours: Named, original: Chronology, theirs: Named) -> str:
    return (
        f"the rendering tells of {_days_told(ours, rendering.published)},"
        f" the original of {_days_told(theirs, original.published)}"
    )


def _days_told(found: Named, published: date | None) -> str:
    """The days, each once, with the publication where the year stands only there."""
    words = ", ".join(dict.fromkeys(written(one) for _, one in found))
    is_whole = published is None or all(one.year for _, one in found)
    return words if is_whole else f"{words} (published on {published:%Y-%m-%d})"
