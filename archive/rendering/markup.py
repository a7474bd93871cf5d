"""HTML as the lines a reader sees, in three places: above the article's container, inside it, below it.

The parser hands over one tag at a time and no tree is built: a tree is refused where it is nested deep, and
takes minutes to build where one tag has a hundred thousand attributes. Scripts, forms and hidden elements are
passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from urllib.parse import unquote

from lxml import etree

from archive.errors import UnreadableInput
from archive.rendering.address import address_in
from archive.rendering.citation import is_source_word
from archive.rendering.decoding import MAX_LINES, too_many_lines
from archive.rendering.line import Line, Link, one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import ParserTarget

    from archive.model import BlockType

CONTAINER_CLASS = "post-detail-body"
ABOVE, INSIDE, BELOW = range(3)
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "img", "ins", "kbd"),
    *("label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"),
    "wbr",
}
_UNSEEN = {
    *("button", "form", "head", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg"),
    "template",
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
_LINK_PARTS, _LONGEST_NAME = 8, 255
_ENDS_OF_SENTENCE = (".", "!", "?", "…", '"', "”", "»", ")", "]")


class PageReader:
    """A target for lxml's parser: what it has when the parser is done is the page."""

    def __init__(self, source: str) -> None:
        self.lang: str | None = None
        self.meta: dict[str, str] = {}
        self.places: tuple[list[Line], list[Line], list[Line]] = ([], [], [])
        self.has_container = False
        self._source = source
        self._place = ABOVE
        self._depth = self._container_depth = self._unseen_depth = 0
        self._types: list[tuple[int, BlockType]] = []
        self._parts: list[str] = []
        self._links: list[Link] = []
        self._href, self._link_start = "", 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if tag == "meta":
            name = attributes.get("property") or attributes.get("name") or ""
            self.meta.setdefault(name, one_line(attributes.get("content", "")))
        elif tag == "html":
            self.lang = attributes.get("lang")
        if self._unseen_depth:
            return
        if tag not in _INLINE:
            self._end_line()
        if _is_unseen(tag, attributes):
            self._unseen_depth = self._depth
        else:
            self._open(tag, attributes)

    def end(self, tag: str) -> None:
        if not self._unseen_depth:
            self._close(tag)
        elif self._unseen_depth == self._depth:
            self._unseen_depth = 0
        self._depth -= 1

    def data(self, text: str) -> None:
        if not self._unseen_depth:
            self._parts.append(text)

    def close(self) -> PageReader:
        self._end_line()
        return self

    def _open(self, tag: str, attributes: Mapping[str, str]) -> None:
        classes = attributes.get("class", "").split()
        if CONTAINER_CLASS in classes and not self.has_container:
            self.has_container, self._container_depth, self._place = True, self._depth, INSIDE
        kind = _TYPES.get(tag) if _CAPTION_CLASSES.isdisjoint(classes) else "caption"
        if kind:
            self._types.append((self._depth, kind))
        if tag == "a":
            self._href, self._link_start = attributes.get("href", "").strip(), len(self._parts)
        elif tag == "img":
            self._add_picture(attributes)

    def _close(self, tag: str) -> None:
        if tag not in _INLINE:
            self._end_line()
        if tag == "a":
            self._end_link()
            self._href = ""
        if self._place == INSIDE and self._depth == self._container_depth:
            self._place = BELOW
        if self._types and self._types[-1][0] == self._depth:
            self._types.pop()

    def _end_link(self) -> None:
        text = one_line("".join(self._parts[self._link_start :][:_LINK_PARTS])) if self._href else ""
        if text:
            self._links.append(Link(text=text, href=self._href))
        self._link_start = 0

    def _add_picture(self, attributes: Mapping[str, str]) -> None:
        evidence = (one_line(attributes.get("alt", "")), _file_name(attributes))
        if any(evidence):
            self._end_line()
            for text in evidence:
                self._add(text, alt=True)

    def _end_line(self) -> None:
        self._end_link()
        text, links = one_line("".join(self._parts)), tuple(self._links)
        self._parts.clear()
        self._links.clear()
        if links and (said := _said_before_source(text, links[-1])):
            self._add(said, links[:-1])
            text, links = text.removeprefix(said).lstrip(), links[-1:]
        self._add(text, links)

    def _add(self, text: str, links: tuple[Link, ...] = (), *, alt: bool = False) -> None:
        if not text:
            return
        kind = self._types[-1][1] if self._types and not alt else None
        self.places[self._place].append(Line(text=text, type=kind, links=links, alt=alt))
        if sum(map(len, self.places)) > MAX_LINES:
            raise too_many_lines(self._source)


def page_read(text: str, *, source: str) -> PageReader:
    """The page, read to its end. Raises UnreadableInput where it is no HTML or has too many lines."""
    reader = PageReader(source)
    # The stubs ask a target for every event there is; lxml asks for those that it has.
    target = cast("ParserTarget[PageReader]", reader)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, target=target)
    try:
        etree.fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise UnreadableInput(source, f"is no HTML that can be parsed: {error}") from error
    return reader


def _said_before_source(text: str, link: Link) -> str:
    """What a line says before its source where that follows without a break.

    It ends in the plugin's link, "… i Hanoi. Källa", or in an address, "… i Hanoi. Källa: https://…".
    """
    if not text.endswith(link.text):
        return ""
    before = text.removesuffix(link.text).rstrip()
    if is_source_word(link.text):
        return before
    sentence, _, word = before.rpartition(" ")
    is_source = is_source_word(word) and word.endswith((":", "：")) and address_in(link.text) is not None
    return sentence if is_source and sentence.endswith(_ENDS_OF_SENTENCE) else ""


def _is_unseen(tag: str, attributes: Mapping[str, str]) -> bool:
    hidden = "hidden" in attributes or "display:none" in attributes.get("style", "").replace(" ", "")
    return hidden or tag in _UNSEEN


def _file_name(picture: Mapping[str, str]) -> str:
    """The name of a picture's file; lazy images hold it elsewhere, with a placeholder in its place."""
    for attribute in ("data-src", "data-original", "src"):
        address = picture.get(attribute, "")
        if address and not address.startswith("data:"):
            name = address.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
            return one_line(unquote(name[:_LONGEST_NAME]))
    return ""
