"""Addresses of captures in a web archive, mementos as RFC 7089 calls them: what was captured, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

# `id_` behind the time asks the Wayback Machine and pywb for the bytes as they came, without links rewritten.
_RAW = re.compile(
    r"(?P<archive>https?://[^/?#\s]+)/(?P<path>[^?#\s]*/)?(?P<at>\d{14})id_/(?P<original>https?://\S+)"
)
_TIMESTAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """A web archive's capture: `original` is the address captured, `url` the capture's own."""

    url: str
    original: str
    at: datetime

    @property
    def archive(self) -> str:
        """The archive's host."""
        return self.url.partition("://")[2].partition("/")[0]


def memento_at(url: str) -> Memento | None:
    """The memento that a URL names in its raw form; None where it names anything else."""
    found = _RAW.fullmatch(url)
    at = _time(found["at"]) if found else None
    return Memento(url=url, original=found["original"], at=at) if found and at else None


def original_address(url: str) -> str:
    """The address of the page at a URL: a memento's is that of the page it is a capture of."""
    memento = memento_at(url)
    return memento.original if memento else url


def raw_memento(prefix: str, timestamp: str, original: str) -> Memento | None:
    """The raw form of a capture that an archive keeps under a prefix; None where the time is none."""
    return memento_at(f"{prefix}{timestamp}id_/{original}")


def _time(digits: str) -> datetime | None:
    try:
        return datetime.strptime(digits, _TIMESTAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
