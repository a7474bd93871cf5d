"""A rendering in plain text: the whole page, the body alone, or anything between.

The parse is a pure function that refuses nothing; a text without an article gives a rendering without blocks.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from archive.model import Block, Rendering
from archive.rendering.blocks import body_as_text, body_of
from archive.rendering.citation import sourcing_of, unwrapped
from archive.rendering.edition import edition_of
from archive.rendering.furniture import is_site_line, menu_start, tail_start, without_plugin_marker
from archive.rendering.head import head_of
from archive.rendering.line import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from archive.rendering.head import Head
    from archive.rendering.line import Line

# A body shorter than this, such as a photo story's captions, may be another article's too.
_TELLING_LENGTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapping:
    """What surrounds a text says of it; counts only where the text itself is silent."""

    lang: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_on: date | None = None


def rendering_from_text(text: str, *, source: str, wrapping: Wrapping | None = None) -> Rendering:
    lines = lines_of(text)
    return rendering_of(lines, head_of(lines), source=source, wrapping=wrapping)


def rendering_of(
    lines: Sequence[Line], head: Head, *, source: str, wrapping: Wrapping | None = None
) -> Rendering:
    """The rendering on a page whose body begins at line `head.end`."""
    wrapping = wrapping or Wrapping()
    edition = edition_of("\n".join(line.text for line in lines), wrapping.lang)
    body = unwrapped(_unmarked(lines[head.end : tail_start(lines, head.end)]))
    sourcing = sourcing_of(body, edition)
    if sourcing.citation:
        body = body[: menu_start(body, sourcing.last + 1)]
    own = [line for at, line in enumerate(body) if at not in sourcing.at]
    title = head.title or wrapping.title
    body_blocks, images = body_of(own, edition)
    body_blocks = _without_title(body_blocks, title)
    is_plain = not images and all(line.type is None for line in own)
    as_text = body_blocks if is_plain else _without_title(body_as_text(own, edition), title)
    blocks = (
        *(Block(type="title", text=text) for text in (title,) if text),
        *(Block(type="lead", text=text) for text in head.lead),
        *body_blocks,
    )
    return Rendering(
        id=rendering_id(edition.lang, blocks, as_text),
        source=source,
        lang=edition.lang,
        title=title,
        publisher=head.publisher or wrapping.publisher,
        published_on=head.published_on or wrapping.published_on,
        blocks=blocks,
        citation=sourcing.citation,
        images=images,
    )


def rendering_id(lang: str, blocks: Iterable[Block], as_text: Iterable[Block]) -> str:
    """16 hexadecimal digits of SHA-256 over the language and the texts of paragraphs and headings.

    `as_text` are the body's blocks as a text without markup or pictures has them. Title, lead, captions and
    bylines are left out, for copies of a body alone lack them; all `blocks` count where the paragraphs are
    too short to tell one article from another.
    """
    texts = [block.text for block in as_text if block.type in {"paragraph", "heading"}]
    if sum(map(len, texts)) < _TELLING_LENGTH:
        texts = [block.text for block in blocks]
    return hashlib.sha256("\n".join((lang, *texts)).encode()).hexdigest()[:16]


def _without_title(blocks: tuple[Block, ...], title: str | None) -> tuple[Block, ...]:
    return blocks[1:] if title and blocks and blocks[0].text == title else blocks


def _unmarked(lines: Iterable[Line]) -> list[Line]:
    """The lines without plugin markers and without the site's name."""
    stripped = (
        replace(line, text=without_plugin_marker(line.text)) if "[" in line.text else line for line in lines
    )
    return [line for line in stripped if line.text and not is_site_line(line.text)]
