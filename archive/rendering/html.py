"""A rendering as a page of vietnam.vn.

The page's lines from the headline to the end of the article's container are read as a plain text would be, so
that one article has one id in both shapes. A page without its container is no article, unless a source line
shows that it is a rendering in a layout not seen before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.errors import UnreadableInput
from archive.rendering.citation import source_line
from archive.rendering.day import day_of
from archive.rendering.decoding import markup_of
from archive.rendering.edition import edition_of
from archive.rendering.furniture import is_furniture, tail_start, without_site_name
from archive.rendering.head import head_of
from archive.rendering.line import Line
from archive.rendering.markup import ABOVE, CONTAINER_CLASS, INSIDE, page_read
from archive.rendering.source import page_address
from archive.rendering.text import Wrapping, rendering_of

if TYPE_CHECKING:
    from archive.model import Rendering
    from archive.rendering.markup import PageReader

_EDITION_IN_PATH = re.compile(r"https?://[^/]+/(?P<lang>[a-z]{2})/")


def rendering_from_html(body: bytes, *, source: str, content_type: str = "text/html") -> Rendering:
    """The rendering on a page.

    Raises UnreadableInput where the page is empty, too big, cannot be parsed, or holds no article.
    """
    page = page_read(markup_of(body, source=source, content_type=content_type), source=source)
    inside = page.places[INSIDE if page.has_container else ABOVE]
    if all(is_furniture(line.text) for line in inside):
        raise UnreadableInput(source, "is a page without an article's text: save it when it has loaded")
    article = _article_lines(page)
    head = head_of(article, is_page=article[0].type == "title")
    rendering = rendering_of(article, head, source=source, wrapping=_wrapping(page, source))
    if not page.has_container and rendering.citation is None:
        reason = f"has no div.{CONTAINER_CLASS} and no source line: no article, or the site's layout changed"
        raise UnreadableInput(source, reason)
    return rendering


def _article_lines(page: PageReader) -> tuple[Line, ...]:
    """The lines from the headline to the container's end, and a source line that stands below it."""
    above, inside, below = page.places
    lines = (*above, *inside)
    headlines = [at for at, line in enumerate(lines) if line.type == "title"]
    if headlines:
        # Above the body the last one counts, for the site's name may be a headline too; in it the first.
        last = len(above) if page.has_container else 0
        nearest = max((at for at in headlines if at < last), default=headlines[0])
        article = lines[nearest:]
    else:
        article = tuple(inside or above)
        if title := page.meta.get("og:title"):
            article = (Line(text=without_site_name(title), type="title"), *article)
    below = below[: tail_start(below)]
    edition = edition_of("\n".join(line.text for line in article))
    return (*article, *(line for line in below if source_line(line, edition)))


def _wrapping(page: PageReader, source: str) -> Wrapping:
    in_path = _EDITION_IN_PATH.match(page_address(source) or "")
    return Wrapping(
        lang=in_path["lang"] if in_path else page.lang,
        publisher=page.meta.get("author") or None,
        published_on=day_of(page.meta.get("article:published_time", "")),
    )
