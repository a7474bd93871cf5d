"""Reads the times that Vietnamese news sites print and mark up, to the minute, and keeps their zone.

A date is read, never guessed: what does not say day, month and year gives None.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# VietNamNet puts a blank before the offset: 2024-01-31T07:54:29.000 +07:00.
BLANK_BEFORE_OFFSET = re.compile(r"(?<!\s)\s+(?=[+-]\d\d:?\d\d$)")
DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.,-]|năm)\s*(\d{4})(?!\d)", re.IGNORECASE
)
CLOCK = re.compile(r"(?<![\d:+-])(?<!GMT)(\d{1,2})(?::|h|g)(\d{2})(?!\d)", re.IGNORECASE)


def marked_up_time(text: str, zone: str) -> datetime | None:
    """The time of an ISO 8601 attribute in UTC; one without an offset is in the site's zone."""
    text = BLANK_BEFORE_OFFSET.sub("", text.strip())
    try:
        return _utc(datetime.fromisoformat(text), zone)
    except (ValueError, OverflowError):
        return None


def printed_time(text: str, zone: str) -> datetime | None:
    """The time that a line such as `Thứ Sáu, 31/10/2025 - 18:30` names, in UTC.

    Where only the day is printed, the time is the midnight that began it.
    """
    day = DAY.search(text)
    if day is None:
        return None
    clock = CLOCK.search(text[day.end() :]) or CLOCK.search(text[: day.start()])
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    try:
        return _utc(datetime(int(day[3]), int(day[2]), int(day[1]), hour, minute), zone)  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None


def _utc(time: datetime, zone: str) -> datetime:
    aware = time if time.tzinfo is not None else time.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC)
