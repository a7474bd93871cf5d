"""Retry-After: how long a server asks to be left alone (RFC 9110, section 10.2.3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = 10**8  # seconds; more would overflow a date


def retry_after(value: bytes | None, now: datetime) -> timedelta | None:
    """How long the field asks to wait, in seconds or until a date; None if it says neither."""
    text = (value or b"").decode("ascii", errors="replace").strip()
    if text.isdecimal():
        return timedelta(seconds=min(int(text[:12]), LONGEST))
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(date.replace(tzinfo=date.tzinfo or UTC) - now, timedelta(0))
