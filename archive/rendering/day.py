"""The calendar day on which something was published, as people in Vietnam count it."""

from __future__ import annotations

import re
from datetime import date, datetime

from archive.vietnam import day_at

_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_WRITTEN_DAY = re.compile(r"(?P<day>\d\d?)/(?P<month>\d\d?)/(?P<year>\d{4})(?!\d)")


def day_of(text: str) -> date | None:
    """The day that a text begins with, in ISO 8601 or as dd/mm/yyyy; a zone is turned into Vietnam's."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return _day_in(_ISO_DAY.match(text) or _WRITTEN_DAY.match(text))
    try:
        return day_at(moment) if moment.tzinfo else moment.date()
    except OverflowError:
        return None


def _day_in(found: re.Match[str] | None) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None
