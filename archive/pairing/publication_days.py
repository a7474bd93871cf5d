"""On which days a rendering may have been published, as its date, its pictures or its words tell."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from archive.pairing.dates import dates
from archive.pairing.fold import composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.model import Rendering
    from archive.pairing.dates import Dated

FIRST_YEAR = 2023  # the aggregator's first daily sitemap
_AFTER_THE_EVENT = (0, 1, 2)  # days from what a story tells to its translation
_AROUND_ITS_DATE = (0, -1, 1)
_YEARS_TRIED = 3
# Agencies put the time in milliseconds into a picture's name.
_MILLISECONDS = re.compile(r"(?<!\d)(1[67]\d{11})")


def publication_days(rendering: Rendering, today: date) -> tuple[date, ...]:
    """The likely days, the likeliest first; none where nothing tells.

    A text that names a day without its year is looked for in each of the few years that it can be from.
    """
    if rendering.published_on is not None:
        return _shifted([rendering.published_on], _AROUND_ITS_DATE, today)
    if pictured := list(_days_of_pictures(rendering.images)):
        return _shifted(pictured[:1], _AROUND_ITS_DATE, today)
    named = [dated for block in rendering.blocks for dated in dates(composed(block.text), rendering.lang)]
    first = next((dated for dated in named if dated.day and _may_be_recent(dated, today)), None)
    if first is None:
        return ()
    years = [first.year] if first.year else _years(named, today)
    days = (first.in_year(year) for year in years)
    return _shifted([day for day in days if day and day <= today], _AFTER_THE_EVENT, today)


def _may_be_recent(dated: Dated, today: date) -> bool:
    return dated.year is None or FIRST_YEAR <= dated.year <= today.year


def _years(named: Iterable[Dated], today: date) -> list[int]:
    """The last year that the text names anywhere, the one after it, and the most recent ones."""
    told = max((dated.year for dated in named if dated.year and _may_be_recent(dated, today)), default=None)
    recent = range(today.year, FIRST_YEAR - 1, -1)
    hinted = (told, told + 1) if told else ()
    return [year for year in dict.fromkeys((*hinted, *recent)) if year <= today.year][:_YEARS_TRIED]


def _days_of_pictures(images: Iterable[str]) -> Iterator[date]:
    for name in images:
        if found := _MILLISECONDS.search(name):
            yield datetime.fromtimestamp(int(found[1]) / 1000, UTC).date()


def _shifted(days: Iterable[date], shifts: Iterable[int], today: date) -> tuple[date, ...]:
    shifts = tuple(shifts)
    shifted = (day + timedelta(days=shift) for day in days for shift in shifts)
    return tuple(dict.fromkeys(day for day in shifted if day <= today))
