"""Days as they are counted in Vietnam, where the papers are and whose day a rendering states."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = "Asia/Ho_Chi_Minh"  # seven hours ahead of UTC, all over the country since 1975
_CLOCK = ZoneInfo(ZONE)


def day_at(moment: datetime) -> date:
    """The day that it is in Vietnam at a moment. Raises OverflowError beyond the calendar's ends."""
    return moment.astimezone(_CLOCK).date()


def start_of_day(day: date) -> datetime:
    """The moment, in UTC, at which a day begins in Vietnam; of the calendar's first day the first moment."""
    try:
        return datetime.combine(day, time(), _CLOCK).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
