"""Tells an article's own body, lead, time and signature from those in the boxes of other articles around it.

Such boxes have the same classes: on Báo Quốc Tế each entry of a list has its own `format_time`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.text.tree import select

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from archive.outlets.outlet import Layout


def body_of(page: Element, layout: Layout) -> Element | None:
    """The body as it stands in the page."""
    boxes = select(page, layout.elsewhere)
    elsewhere = {element for box in boxes for element in select(box, layout.container)}
    return next((element for element in select(page, layout.container) if element not in elsewhere), None)


def own_parts(page: Element, layout: Layout, selector: str) -> list[Element]:
    """What is found between the title and the end of the body, else right beside the body or what holds it.

    On a page that has no body every part counts.
    """
    found = select(page, selector)
    body = body_of(page, layout)
    if body is None or not found:
        return found
    place = _places(page)
    begin, end = _span(page, layout, body, place)
    dropped = {part for box in select(body, layout.drop) for part in box.iter()}
    own = [part for part in found if begin <= place[part] <= end and part not in dropped]
    around = set(body.iterancestors())
    return own or [part for part in found if part.getparent() in around]


def own_time(page: Element, layout: Layout) -> list[Element]:
    """The element that prints the time, with those beside it: day and hour may stand apart.

    VietNamNet prints it above the title as well, in some layouts nowhere else.
    """
    own = own_parts(page, layout, layout.published)
    if not own:
        body = body_of(page, layout)
        place = _places(page)
        begin = _span(page, layout, body, place)[0] if body is not None else len(place)
        own = [part for part in select(page, layout.published) if place[part] < begin][-1:]
    return [part for part in own if part.getparent() is own[0].getparent()]


def _places(page: Element) -> dict[Element, int]:
    return {element: number for number, element in enumerate(page.iter())}


def _span(page: Element, layout: Layout, body: Element, place: dict[Element, int]) -> tuple[int, int]:
    """Where the article begins and ends, in document order; without a title it begins with its body."""
    end = max(place[element] for element in body.iter())
    titles = [place[title] for title in select(page, layout.title) if place[title] <= end]
    return min(titles, default=place[body]), end
