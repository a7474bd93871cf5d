"""The JSON shapes of `kalla diff` and `kalla changes`; docs/json.md describes each field."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from archive.change.versions import as_json
from archive.export.json_lines import check_json
from archive.model import time_text

if TYPE_CHECKING:
    from archive.derive.changes import Event, Translated
    from archive.model import Json


def event_json(event: Event) -> dict[str, Json]:
    """A check as `kalla log` has it, with the title, the difference and how the renderings followed."""
    return {
        **check_json(event.logged),
        "title": event.title,
        "change": as_json(event.change) if event.change else None,
        "renderings": [_translated(found) for found in event.translated],
    }


def _translated(found: Translated) -> dict[str, Json]:
    followings: list[Json] = [
        {**asdict(following), "rendering": list(following.rendering)} for following in found.followings
    ]
    return {
        "id": found.rendering_id,
        "source": found.source,
        "seen_at": time_text(found.seen_at),
        "stale": found.is_stale,
        "followings": followings,
    }
