"""HTML as the lines a reader sees, in three places: above the article's container, inside it, below it.

The walk takes one element at a time, so depth costs nothing; scripts, forms and hidden elements are passed
over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lxml import etree

from archive.errors import UnreadableInput
from archive.rendering.citation import is_source_word
from archive.rendering.line import Line, Link, folded

if TYPE_CHECKING:
    from archive.model import BlockType

Element = etree._Element  # noqa: SLF001  the only name that lxml has for it
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
}
_UNSEEN = {
    "script", "style", "noscript", "template", "svg", "iframe", "object", "form", "button", "select",
    "nav", "head",
}
_TYPES: dict[str, BlockType] = {
    "h1": "title",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "figcaption": "caption",
}
_CAPTION_CLASSES = {"caption", "image-caption", "photo-caption", "img-caption", "wp-caption-text"}
_LINK_CHILDREN = 4
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    above: tuple[Line, ...]
    inside: tuple[Line, ...]
    below: tuple[Line, ...]


def tree_of(text: str, *, source: str) -> Element:
    """The root element of a page. Raises UnreadableInput where the parser had to give up."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise UnreadableInput(source, f"is no HTML that can be parsed: {error}") from error
    if root is None:
        raise UnreadableInput(source, "holds no HTML element: leave it out")
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableInput(source, "is nested deeper than any news page: save it again from the browser")
    return root


def page_lines(root: Element, container: Element) -> PageLines:
    reader = _Reader(container)
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            reader.close(element)
        elif _is_unseen(element):
            walk.skip_subtree()
        else:
            reader.open(element)
    above, inside, below = map(tuple, reader.places)
    return PageLines(above=above, inside=inside, below=below)


class _Reader:
    """Gathers text until an element ends the line."""

    def __init__(self, container: Element) -> None:
        self.places: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
        self._container = container
        self._place = 0
        self._types: list[BlockType] = []
        self._parts: list[str] = []
        self._links: list[Link] = []

    def open(self, element: Element) -> None:
        if element.tag not in _INLINE:
            self._end_line()
        if element is self._container:
            self._place = 1
        if kind := _type_of(element):
            self._types.append(kind)
        if element.tag == "a" and element.get("href"):
            self._links.append(Link(text=_link_text(element), href=element.get("href", "").strip()))
        if element.tag == "img":
            self._add_picture(element)
        self._parts.append(element.text or "")

    def close(self, element: Element) -> None:
        if not _is_unseen(element):
            if element.tag not in _INLINE:
                self._end_line()
            if element is self._container:
                self._place = 2
            if _type_of(element):
                self._types.pop()
        self._parts.append(element.tail or "")

    def _add_picture(self, picture: Element) -> None:
        evidence = (folded(picture.get("alt", "")), _file_name(picture))
        if any(evidence):
            self._end_line()
            self.places[self._place].extend(Line(text=text, alt=True) for text in evidence if text)

    def _end_line(self) -> None:
        text, links = folded("".join(self._parts)), tuple(self._links)
        self._parts.clear()
        self._links.clear()
        word = links[-1].text if links else ""
        # The plugin's link may follow the last sentence without a break: "… i Hanoi. Källa".
        if is_source_word(word) and text.endswith(word):
            self._add(text.removesuffix(word).rstrip(), links[:-1])
            text, links = word, links[-1:]
        self._add(text, links)

    def _add(self, text: str, links: tuple[Link, ...]) -> None:
        if text:
            kind = self._types[-1] if self._types else None
            self.places[self._place].append(Line(text=text, type=kind, links=links))


def _is_unseen(element: Element) -> bool:
    hidden = element.get("hidden") is not None or "display:none" in element.get("style", "").replace(" ", "")
    return hidden or element.tag in _UNSEEN


def _type_of(element: Element) -> BlockType | None:
    if _CAPTION_CLASSES.isdisjoint(element.get("class", "").split()):
        return _TYPES.get(str(element.tag))
    return "caption"


def _link_text(link: Element) -> str:
    """The text of a link as far as it matters here: a word, perhaps in bold."""
    parts = [link.text, *(part for child in link[:_LINK_CHILDREN] for part in (child.text, child.tail))]
    return folded("".join(part for part in parts if part))


def _file_name(picture: Element) -> str:
    """The name of a picture's file; lazy images hold it elsewhere, with a placeholder in its place."""
    for attribute in ("data-src", "data-original", "src"):
        address = picture.get(attribute, "")
        if address and not address.startswith("data:"):
            name = address.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
            return folded(unquote(name[:_LONGEST_NAME]))
    return ""
