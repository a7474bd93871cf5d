"""A rendering as one line of JSON: `text`, and perhaps `url`, `date`, `title`, `lang`.

The text is read as any other text; the fields fill in what it does not say. `date` in text collections is
often the day of the crawl, so a date on the page goes first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archive.errors import UnreadableInput
from archive.rendering.day import day_of
from archive.rendering.decoding import bounded_text, text_of
from archive.rendering.furniture import without_site_name
from archive.rendering.line import one_line
from archive.rendering.text import Wrapping, rendering_from_text

if TYPE_CHECKING:
    from archive.model import Rendering


def rendering_from_json(line: bytes, *, source: str) -> Rendering:
    """The rendering on a line; its source is the line's `url` if that is a web address.

    Raises UnreadableInput where the line is no JSON object with a `text`.
    """
    fields = _fields(line, source)
    text = fields.get("text")
    if not isinstance(text, str):
        raise UnreadableInput(source, 'has no "text" field with a text in it: name the field so')
    text = bounded_text(text, source)
    url = _field(fields, "url")
    wrapping = Wrapping(
        lang=_field(fields, "lang"),
        title=without_site_name(_field(fields, "title") or "") or None,
        published_on=day_of(_field(fields, "date") or ""),
    )
    is_web = url is not None and url.startswith(("https://", "http://")) and " " not in url
    return rendering_from_text(text, source=url if url and is_web else source, wrapping=wrapping)


def _fields(line: bytes, source: str) -> dict[str, object]:
    text = text_of(line, source=source)
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = str(error) or "nested too deep"
        raise UnreadableInput(source, f"is not a line of JSON: {reason}") from error
    if not isinstance(fields, dict):
        raise UnreadableInput(source, 'is JSON, but no object: write {"text": …}')
    return fields


def _field(fields: dict[str, object], name: str) -> str | None:
    value = fields.get(name)
    return (one_line(value) or None) if isinstance(value, str) else None
