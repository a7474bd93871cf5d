"""The sample web's stories, one JSON file each, all of them invented.

A story's file holds both languages side by side; its edits name only what they change.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from crawler.sampleweb.story import Passage, Place, Story, Telling


@cache
def all_stories() -> tuple[Story, ...]:
    """Every story, in order of publication."""
    files = sorted(Path(__file__).parent.glob("*.json"))
    stories = (story_from(json.loads(file.read_text(encoding="utf-8")), file.stem) for file in files)
    return tuple(sorted(stories, key=lambda story: story.published_at))


def story_named(name: str) -> Story:
    """Return the story of that name; ValueError where there is none."""
    for story in all_stories():
        if story.name == name:
            return story
    message = f"the sample web has no story {name!r}"
    raise ValueError(message)


def story_from(told: dict[str, Any], name: str) -> Story:
    """Read a story from its JSON form."""
    place = Place(outlet=told["outlet"], slug=told["slug"], article_id=told["article_id"])
    first = _first_telling(told)
    return Story(
        name=name,
        place=place,
        mirror=Place(**told["mirror"]) if "mirror" in told else None,
        section=(told["section"][0], told["section"][1]),
        published_at=datetime.fromisoformat(told["published_at"]),
        author=told.get("author"),
        agency=told.get("agency"),
        rendered_on=date.fromisoformat(told["rendered_on"]),
        shape=told.get("shape"),
        link_sv=told.get("link_sv", "text"),
        link_vi=told.get("link_vi", "text"),
        cited_as=told.get("cited_as", place.url),
        fate=told.get("fate", "here"),
        archived_at=tuple(datetime.fromisoformat(moment) for moment in told.get("archived_at", [])),
        verdict=told["verdict"],
        recovered_by=told.get("recovered_by"),
        tellings=(first, *_later_tellings(first, told.get("edits", []))),
    )


def _first_telling(told: dict[str, Any]) -> Telling:
    return Telling(
        title_vi=told["title"]["vi"],
        title_sv=told["title"]["sv"],
        lead_vi=told["lead"]["vi"],
        lead_sv=told["lead"]["sv"],
        body=tuple(Passage(**{"type": "paragraph", **passage}) for passage in told["body"]),
    )


def _later_tellings(first: Telling, edits: list[dict[str, Any]]) -> tuple[Telling, ...]:
    tellings = []
    for edit in edits:
        changes = edit.get("body", {})
        body = tuple(
            replace(passage, **changes.get(str(index), {})) for index, passage in enumerate(first.body)
        )
        first = Telling(
            title_vi=edit.get("title", {}).get("vi", first.title_vi),
            title_sv=edit.get("title", {}).get("sv", first.title_sv),
            lead_vi=edit.get("lead", {}).get("vi", first.lead_vi),
            lead_sv=edit.get("lead", {}).get("sv", first.lead_sv),
            body=body,
            modified_at=datetime.fromisoformat(edit["modified_at"]),
        )
        tellings.append(first)
    return tuple(tellings)
