"""Looks at one address, some hours after each other, as the tests of the states tell them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from archive.change.sighting import Sighting
from archive.change.states import checks

if TYPE_CHECKING:
    from archive.model import Article

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def shown(hours: float, article: Article | None = None, digest: str | None = None, **fields: Any) -> Sighting:
    """An answer 200 some hours after START; every one has bytes of its own unless told."""
    made = {"at": START + hours * HOUR, "status": 200, "digest": digest or f"sha1:{hours}"}
    return Sighting(**{**made, "article": article, **fields})


def absent(hours: float, status: int = 404) -> Sighting:
    return Sighting(at=START + hours * HOUR, status=status)


def states(*sightings: Sighting) -> list[str]:
    return [check.state for check in checks(sightings)]
