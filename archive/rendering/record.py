"""A rendering from a record's bytes and media type: the one way in, for import and rebuild alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.errors import UnreadableInput
from archive.rendering.decoding import charset_of, media_type_of, text_of
from archive.rendering.html import rendering_from_html
from archive.rendering.json_line import rendering_from_json
from archive.rendering.source import page_address
from archive.rendering.text import rendering_from_text

if TYPE_CHECKING:
    from archive.model import Rendering

TEXT, HTML, JSON = "text/plain", "text/html", "application/json"


def rendering_from_record(content_type: str, body: bytes, *, source: str) -> Rendering:
    """The rendering that a body holds; one read in a web archive's file has its page's address as source.

    Raises UnreadableInput where the body is empty, binary, too big, undecodable, of another media type, or
    holds no article.
    """
    media_type = media_type_of(content_type)
    if media_type in {HTML, "application/xhtml+xml"}:
        rendering = rendering_from_html(body, source=source, content_type=content_type)
    elif media_type == JSON:
        rendering = rendering_from_json(body, source=source)
    elif media_type == TEXT:
        text = text_of(body, source=source, charset=charset_of(content_type))
        rendering = rendering_from_text(text, source=source)
    else:
        raise UnreadableInput(source, f"is {media_type}: only text, HTML and JSON lines hold renderings")
    if not rendering.blocks:
        raise UnreadableInput(source, "holds no article, only what surrounds one: leave it out")
    return replace(rendering, source=page_address(rendering.source) or rendering.source)
