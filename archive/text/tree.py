"""Parses a page into a tree that the rest of this package reads, or says that it cannot be read whole."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree
from lxml.cssselect import CSSSelector

from archive.rendering.line import SURROGATE
from archive.text.encoding import decoded

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from archive.model import Page

# Both end tags are optional (HTML Living Standard 13.1.2.4), and libxml2 drops what follows them.
END_OF_BODY = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
SPACES = re.compile(r"[\s\u200b\u2060\xa0]+")
# Soft hyphens; control characters that are no white space; marks that turn the direction of what follows, and
# so could show another text than the one that is compared (Unicode's Bidi_Control).
UNSEEN = re.compile(r"[\xad\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class UnreadablePage(ValueError):
    """The page is beyond what libxml2 reads (2,048 levels), so some of its text would be lost."""


def tree_of(page: Page) -> Element:
    """The root element; comments and processing instructions are gone."""
    # An opening tag of our own makes a tree even of nothing; the page's is merged into it.
    text = "<html>" + END_OF_BODY.sub("", decoded(page.body, page.content_type))
    # `huge_tree` lifts the limits of 256 levels and 10 MB a text, past which libxml2 loses text in silence.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePage(str(error)) from error
    fatal = [entry.message for entry in parser.error_log if entry.level_name == "FATAL"]
    if fatal:
        raise UnreadablePage(fatal[0])
    return root


@cache
def css(selector: str) -> CSSSelector:
    """A compiled selector; the same few are asked of every page."""
    return CSSSelector(selector, translator="html")


def select(element: Element, selector: str) -> list[Element]:
    """What the selector finds below an element, in document order; an empty selector finds nothing."""
    return list(css(selector)(element)) if selector else []


def as_seen(text: str) -> str:
    """Text in NFC, with white space as a reader sees it; a zero-width space separates words on these sites.

    Half a surrogate pair, which JSON-LD can hold, is no text that could be stored: U+FFFD stands for it.
    """
    seen = SURROGATE.sub("\ufffd", UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", SPACES.sub(" ", seen).strip())


def length_of(element: Element) -> int:
    """How many characters stand below an element, white space not counted."""
    return sum(map(len, "".join(map(str, element.itertext())).split()))


def text_of(element: Element) -> str:
    """The whole text below an element, as seen; lines and cells stay apart."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            pieces += [" " if node.tag in {"br", "td", "p", "div", "li"} else "", node.text or ""]
        elif node is not element:
            pieces.append(node.tail or "")
    return as_seen("".join(pieces))
