"""A rendering as a page of vietnam.vn.

The page's lines from the headline to the end of the article's container are read as a plain text would be, so
that one article has one id in both shapes. A page without its container is no article, unless a source line
shows that it is a rendering in a layout not seen before.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.errors import UnreadableInput
from archive.rendering.citation import source_line
from archive.rendering.day import day_of
from archive.rendering.decoding import markup_of
from archive.rendering.edition import edition_of
from archive.rendering.furniture import is_furniture, tail_start, without_site_name
from archive.rendering.head import head_of
from archive.rendering.line import Line, folded
from archive.rendering.markup import page_lines, tree_of
from archive.rendering.text import Wrapping, rendering_of

if TYPE_CHECKING:
    from archive.model import Rendering
    from archive.rendering.markup import Element, PageLines

CONTAINER_CLASS = "post-detail-body"
_EDITION_IN_PATH = re.compile(r"/([a-z]{2})/")


def rendering_from_html(body: bytes, *, source: str, content_type: str = "text/html") -> Rendering:
    """The rendering on a page.

    Raises UnreadableInput where the page is empty, too big, cannot be parsed, or holds no article.
    """
    root = tree_of(markup_of(body, source=source, content_type=content_type), source=source)
    container = next((element for element in root.iter("*") if CONTAINER_CLASS in _classes(element)), None)
    lines = page_lines(root, root if container is None else container)
    if all(is_furniture(line.text) for line in lines.inside):
        raise UnreadableInput(source, "is a page without an article's text: save it when it has loaded")
    article = _article_lines(lines, _meta(root, "og:title"))
    head = head_of(article, is_page=article[0].type == "title")
    rendering = rendering_of(article, head, source=source, wrapping=_wrapping(root, source))
    if container is None and rendering.citation is None:
        reason = f"has no div.{CONTAINER_CLASS} and no source line: no article, or the site's layout changed"
        raise UnreadableInput(source, reason)
    return rendering


def _article_lines(lines: PageLines, headline: str | None) -> tuple[Line, ...]:
    """The lines from the headline to the container's end, and a source line that stands below it."""
    upper = (*lines.above, *lines.inside)
    headlines = [at for at, line in enumerate(upper) if line.type == "title"]
    above = [at for at in headlines if at < len(lines.above)]
    if headlines:
        article = upper[(above[-1] if above else headlines[0]) :]
    elif headline:
        article = (Line(text=headline, type="title"), *lines.inside)
    else:
        article = lines.inside
    below = lines.below[: tail_start(lines.below)]
    edition = edition_of("\n".join(line.text for line in article))
    return (*article, *(line for line in below if source_line(line, edition)))


def _wrapping(root: Element, source: str) -> Wrapping:
    in_path = _EDITION_IN_PATH.match(urlsplit(source).path) if source.startswith("http") else None
    published = _meta(root, "article:published_time") or ""
    return Wrapping(
        lang=in_path[1] if in_path else root.get("lang"),
        publisher=_meta(root, "author"),
        published_on=day_of(published),
    )


def _meta(root: Element, name: str) -> str | None:
    for element in root.iter("meta"):
        if name in {element.get("name"), element.get("property")}:
            return without_site_name(folded(element.get("content", ""))) or None
    return None


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()
