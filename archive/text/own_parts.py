"""Tells an article's own body, lead, time and signature from those in the boxes of other articles around it.

Such boxes have the same classes: on Báo Quốc Tế each entry of a list has its own `format_time`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from archive.text.tree import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from lxml.etree import _Element as Element

    from archive.outlets.outlet import Layout


@dataclass(frozen=True)
class OwnParts:
    """What of a page is its article's own, in one layout; the page must stay as it is while this is asked."""

    page: Element
    layout: Layout

    @cached_property
    def body(self) -> Element | None:
        """The body as it stands in the page."""
        boxes = select(self.page, self.layout.elsewhere)
        elsewhere = {element for box in boxes for element in select(box, self.layout.container)}
        found = select(self.page, self.layout.container)
        return next((element for element in found if element not in elsewhere), None)

    def found(self, selector: str) -> list[Element]:
        """What stands between the title and the end of the body, else right beside the body or what holds it.

        On a page that has no body every part counts.
        """
        found = select(self.page, selector)
        begin, end = self._span
        own = [part for part in found if begin <= self._place[part] <= end and part not in self._dropped]
        return own or [part for part in found if part.getparent() in self._around]

    def time(self) -> list[Element]:
        """The element that prints the time, with those beside it: day and hour may stand apart.

        VietNamNet prints it above the title as well, in some layouts nowhere else.
        """
        own = self.found(self.layout.published)
        if not own:
            printed = select(self.page, self.layout.published)
            own = [part for part in printed if self._place[part] < self._span[0]][-1:]
        return [part for part in own if part.getparent() is own[0].getparent()]

    @cached_property
    def _place(self) -> Mapping[Element, int]:
        return {element: number for number, element in enumerate(self.page.iter())}

    @cached_property
    def _span(self) -> tuple[int, int]:
        """Where the article begins and ends, in document order; without a title it begins with its body."""
        if self.body is None:
            return 0, len(self._place)
        end = max(self._place[element] for element in self.body.iter())
        titles = [self._place[title] for title in select(self.page, self.layout.title)]
        return min((place for place in titles if place <= end), default=self._place[self.body]), end

    @cached_property
    def _dropped(self) -> Set[Element]:
        boxes = select(self.body, self.layout.drop) if self.body is not None else []
        return {part for box in boxes for part in box.iter()}

    @cached_property
    def _around(self) -> Set[Element]:
        return set(self.body.iterancestors()) if self.body is not None else set()
