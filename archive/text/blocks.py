"""Splits a cleaned container into typed lines in document order: every text in exactly one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml import etree

from archive.text.tree import as_seen, select, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Set

    from lxml.etree import _Element as Element

    from archive.model import BlockType
    from archive.outlets.outlet import Layout

INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|label|mark|nobr|picture|q|s|samp"
    "|small|source|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
HEADINGS = "h1, h2, h3, h4, h5, h6"
ARRANGED = ("p", "div", "br", "img", "ul", "ol", "figure", "table", "h1", "h2", "h3", "h4", "h5", "h6")
NAMED_BOXES = "aside, article, section, div[class], div[id]"
LONGEST_HEADING = 150
END_OF_SENTENCE = re.compile(r"[.…!;,:]['\"”’)]*$")
WORD = re.compile(r"[^\W\d_][\w.'’]*")
# Between two words stands what is in neither, so there is but one way to part a line into them.
FEW_WORDS = re.compile(rf"\(?{WORD.pattern}(?:[\s,–-]+{WORD.pattern}){{0,7}}[\s,–-]*\)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block to be; `box` numbers the innermost box around it, 0 is the body itself."""

    type: BlockType
    text: str
    box: int


def lines_of(container: Element, layout: Layout) -> list[Line]:
    """What the body says, title and lead apart, without the lines that are the site's own."""
    splitter = _Splitter(_typed_elements(container, layout), _boxes(container))
    splitter.read(container)
    furniture = _any_of(layout.furniture)
    lines = [line for line in splitter.lines if not furniture.fullmatch(line.text)]
    signature = _any_of(layout.bylines)
    lines = [replace(line, type="byline") if signature.fullmatch(line.text) else line for line in lines]
    return _with_the_last_heading_retyped(lines)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)")


def _typed_elements(container: Element, layout: Layout) -> Mapping[Element, BlockType]:
    typed: dict[Element, BlockType] = dict.fromkeys(select(container, HEADINGS), "heading")
    typed |= dict.fromkeys(select(container, layout.caption), "caption")
    typed |= dict.fromkeys(select(container, layout.byline), "byline")
    return typed


def _boxes(container: Element) -> Set[Element]:
    named = select(container, NAMED_BOXES)
    return {element for element in named if element is not container and _has_blocks(element)}


def _has_blocks(element: Element) -> bool:
    """Whether this is more than one paragraph by another name."""
    return any(child.tag != "br" and not INLINE.fullmatch(str(child.tag)) for child in element)


def _with_the_last_heading_retyped(lines: list[Line]) -> list[Line]:
    # Nothing stands under it: it signs the article if it is a name, else it is a bold sentence.
    if not lines or lines[-1].type != "heading":
        return lines
    last = lines[-1]
    signs = len(lines) > 1 and _is_name(last.text)
    return [*lines[:-1], replace(last, type="byline" if signs else "paragraph")]


def _is_name(text: str) -> bool:
    words = WORD.findall(text) if FEW_WORDS.fullmatch(text) else []
    return bool(words) and not any(word[0].islower() for word in words)


class _Splitter:
    """Walks a container once, without recursion, and gathers the text between two block boundaries."""

    def __init__(self, typed: Mapping[Element, BlockType], boxes: Set[Element]) -> None:
        self.lines: list[Line] = []
        self._typed = typed
        self._boxes = boxes
        self._open_boxes = [0]
        self._boxes_seen = 0
        self._open_bold = 0
        self._pieces: list[str] = []
        self._all_bold = True

    def read(self, container: Element) -> None:
        walk = etree.iterwalk(container, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._start(element):
                    walk.skip_subtree()
            else:
                self._end(element)
                self._add(element.tail if element is not container else None)
        self._flush()

    def _start(self, element: Element) -> bool:
        """Opens an element; True where its whole text has been taken."""
        if not INLINE.fullmatch(str(element.tag)):
            self._flush()
        if element in self._boxes:
            self._boxes_seen += 1
            self._open_boxes.append(self._boxes_seen)
        self._open_bold += element.tag in {"b", "strong"}
        rows = _rows(element)
        whole = [text_of(element)] if element in self._typed else rows
        if whole:
            self._flush()
            self._put(self._typed.get(element, "paragraph"), whole)
            return True
        self._add(element.text)
        return False

    def _end(self, element: Element) -> None:
        if not INLINE.fullmatch(str(element.tag)):
            self._flush()
        if element in self._boxes:
            self._open_boxes.pop()
        self._open_bold -= element.tag in {"b", "strong"}

    def _add(self, text: str | None) -> None:
        if text:
            self._pieces.append(text)
            self._all_bold = self._all_bold and (self._open_bold > 0 or not as_seen(text))

    def _flush(self) -> None:
        text = as_seen("".join(self._pieces))
        bold = self._all_bold and len(text) <= LONGEST_HEADING and not END_OF_SENTENCE.search(text)
        self._put("heading" if bold else "paragraph", [text])
        self._pieces.clear()
        self._all_bold = True

    def _put(self, block_type: BlockType, texts: Iterable[str]) -> None:
        box = self._open_boxes[-1]
        self.lines += [Line(type=block_type, text=text, box=box) for text in texts if text]


def _rows(element: Element) -> list[str]:
    """The rows of a table of data, one line each; nothing for a table that only arranges the page."""
    if element.tag != "table" or next(element.iterdescendants(*ARRANGED), None) is not None:
        return []
    rows = [[text_of(cell) for cell in select(row, "td, th")] for row in select(element, "tr")]
    if max((len(row) for row in rows), default=0) < 2:  # noqa: PLR2004
        return []
    return [" | ".join(cell for cell in row if cell) for row in rows]
