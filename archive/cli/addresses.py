"""What a person means by `URL`, by `URL@TIME` and by a time."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.catalog.checks import kept_address
from archive.errors import WrongUsage
from archive.outlets.canonical import Refusal
from archive.outlets.watched import watched_address

if TYPE_CHECKING:
    from sqlalchemy import Connection

AT_TIME = re.compile(r"(?P<url>.*)@(?P<time>\d{4}(?:-?\d\d){0,2}(?:[T ]?\d\d(?::?\d\d){0,2}Z?)?)")


def url_and_time(which: str) -> tuple[str, datetime | None]:
    """What `URL` or `URL@TIME` names."""
    match = AT_TIME.fullmatch(which)
    return (match["url"], time_named(match["time"])) if match else (which, None)


def time_named(text: str) -> datetime:
    """A time written as in ISO 8601 or as 14 digits, either of them cut short; UTC."""
    digits = re.sub(r"\D", "", text)
    whole = digits + "00000101000000"[len(digits) :] if len(digits) >= len("2026") else digits
    try:
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise WrongUsage(f"{text} is no time; write it like 2026-03-01 or 20260301120000") from error


def address_named(conn: Connection, url: str) -> str:
    """The address under which the history of this URL is kept. Raises WrongUsage where it has none."""
    kept = kept_address(conn, url)
    if kept is None:
        found = watched_address(url)
        reason = found.reason if isinstance(found, Refusal) else "no rendering cites it or was read from it"
        raise WrongUsage(f"{url} has no history: {reason}; `kalla ls` lists what was captured")
    return kept
