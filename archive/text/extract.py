"""The only home of trafilatura: which text of a piece of markup is prose.

Called so that its answer depends on the bytes alone: no comments, no metadata (its dates depend on today),
no deduplication (its memory spans pages).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import trafilatura
from lxml import etree

from archive.text.tree import as_seen, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from archive.model import BlockType


def prose_of(markup: Element) -> str:
    """The text that trafilatura takes for prose, white space removed, to look a line up in."""
    # Precision is the one mode that does not try again more generously where it finds little: with it, a
    # further paragraph elsewhere changes nothing for a box.
    return without_spaces("".join(text for _, text in prose_lines(markup, precise=True)))


def without_spaces(text: str) -> str:
    """A text as it is looked up in the result of `prose_of`."""
    return "".join(text.split())


def prose_lines(markup: Element, *, precise: bool = False) -> Iterator[tuple[BlockType, str]]:
    """What trafilatura takes for the article of a page, heading by heading and paragraph by paragraph."""
    document = trafilatura.bare_extraction(
        etree.tostring(markup, encoding="unicode", method="html"),
        fast=True,
        favor_precision=precise,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        deduplicate=False,
        with_metadata=False,
    )
    if document is None or isinstance(document, dict):
        return
    for element in document.body.iter("head", "p", "item", "quote", "row", "code"):
        if next(element.iterancestors("item", "quote", "row"), None) is None:
            yield from _lines(element)


def _lines(element: Element) -> Iterator[tuple[BlockType, str]]:
    if element.tag == "head":
        yield "heading", text_of(element)
        return
    for broken in element.iter("lb"):
        broken.tail = "\n" + (broken.tail or "")
    text = "".join(str(piece) for piece in element.itertext())
    lines = (as_seen(line) for line in text.splitlines())
    yield from (("paragraph", line) for line in lines if line)
