"""Cuts the article's body out of a known outlet's page and removes from it what is not the article's."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from archive.text.jsonld import article_node
from archive.text.tree import length_of, select

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from archive.text.own_parts import OwnParts

WITHOUT_TEXT = (
    "script, style, noscript, template, iframe, object, embed, svg, canvas, form, button, select, textarea, "
    "video, audio, nav, dialog, [hidden]"
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# No div: a lone linked paragraph in a wrapper is the article's as much as one without a wrapper.
BOXES = "ul, ol, section, aside, article, table"
LINKED_SHARE = 0.8  # a box whose text is links to this share is a list of other articles


def container_of(own: OwnParts) -> Element | None:
    """A cleaned copy of the body's container; None where the page is not an article.

    A section page may have a box of the container's class, so one of an article's head parts must be there
    as well, or its JSON-LD. A removed article's shell has the head and no container.
    """
    if own.body is None:
        return None
    layout = own.layout
    if not (any(map(own.found, (layout.title, layout.lead, layout.published))) or article_node(own.page)):
        return None
    container = deepcopy(own.body)
    container.tail = None
    for element in [*select(container, WITHOUT_TEXT), *select(container, layout.drop)]:
        remove(element)
    for element in container.xpath(".//*[@style]"):
        if HIDDEN.search(element.get("style", "")):
            remove(element)
    for element in select(container, BOXES):
        if _is_list_of_links(element):
            remove(element)
    return container


def remove(element: Element) -> None:
    """Takes an element out of its tree and leaves the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def _is_list_of_links(box: Element) -> bool:
    linked = sum(length_of(link) for link in select(box, "a[href]"))
    return linked > 0 and linked >= LINKED_SHARE * length_of(box)
