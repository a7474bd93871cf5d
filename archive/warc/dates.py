"""WARC-Date and its relatives: W3C times in UTC, as coarse as a year or finer than a second (WARC 1.1)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?Z)?)?)?")


def warc_date(at: datetime) -> str:
    """Six digits of fraction, always: two captures of one URL in one second stay two captures."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parsed_warc_date(text: str) -> datetime:
    """The beginning of the time that `text` names, be it a year; what is finer than a microsecond is cut.

    Raise ValueError unless it is a date of the standard.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a WARC-Date: {text[:40]!r}")
    fraction = (match[7] or "").ljust(6, "0")[:6]
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    hour, minute, second = (int(number or 0) for number in match.group(4, 5, 6))
    return datetime(year, month, day, hour, minute, second, int(fraction), tzinfo=UTC)


def timestamp14(at: datetime) -> str:
    """The time of a CDX line and of replay URLs."""
    return at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
