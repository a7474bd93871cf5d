"""WARC-Date and its relatives: W3C times in UTC, with a fraction of a second (WARC 1.1, section 5.4)."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?Z")


def warc_date(at: datetime) -> str:
    """Six digits of fraction, always: two captures of one URL in one second stay two captures."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parsed_warc_date(text: str) -> datetime:
    """Raise ValueError unless `text` is a full date of the standard; finer than a microsecond is cut."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a WARC-Date: {text[:40]!r}")
    fraction = (match[7] or "").ljust(6, "0")[:6]
    year, month, day, hour, minute, second = (int(number) for number in match.groups()[:6])
    return datetime(year, month, day, hour, minute, second, int(fraction), tzinfo=UTC)


def timestamp14(at: datetime) -> str:
    """The time of a CDX line and of replay URLs."""
    return at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
