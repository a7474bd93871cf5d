"""The head of a whole page: title, lead, and the line that glues the publisher to the date.

A page shows the publisher's logo, name and date in a row; as text that is `NameName01/11/2025`, or three
lines. A body alone has none of this, so without such a line nothing is taken for a title.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.rendering.citation import source_line
from archive.rendering.day import day_of
from archive.rendering.furniture import (
    below_menu,
    is_menu_entry,
    is_picture_name,
    is_site_line,
    tail_start,
    without_site_name,
)
from archive.rendering.words import SWEDISH

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from archive.rendering.line import Line

_DATED = re.compile(r"(?P<name>.{0,160}?)[\s,·|–-]*(?P<day>\d\d/\d\d/(?:19|20)\d\d)(?:[\s,-]+\d\d:\d\d)?")
_TWICE = re.compile(r"(?P<once>.+?)\s*(?P=once)")
# Lines from the top of a page in which its head may stand; fewer where only one thing speaks for it.
_PAGE_TOP, _HEAD, _BARE_HEAD = 300, 8, 3
_LONGEST_NAME, _SHORTEST_HEADLINE, _LONGEST_LEAD = 60, 25, 600
_TITLE_AND_LEAD, _SHORTEST_MENU, _FEWEST_WORDS = 2, 10, 3
_END_OF_SENTENCE = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the body, which begins at line `end`."""

    title: str | None = None
    lead: tuple[str, ...] = ()
    publisher: str | None = None
    published_on: date | None = None
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Imprint:
    publisher: str | None
    published_on: date
    start: int
    end: int
    twice: bool


def head_of(lines: Sequence[Line], *, is_page: bool = False) -> Head:
    """The head of a page as its lines show it; an empty one where the lines begin with the body.

    `is_page` says that the first line is known to be the headline, as it is in markup.
    """
    is_markup = is_page
    top = 0 if is_page else _page_start(lines)
    is_page = is_page or top > 0
    above_tail = lines[: tail_start(lines, top)]
    imprint = _imprint(above_tail, top, is_page=is_page)
    if imprint is None:
        return _titled(above_tail, top) if is_page else Head()
    texts = [without_site_name(line.text) for line in lines[top : imprint.start] if _is_headline(line)]
    if len(texts) > _TITLE_AND_LEAD and not is_markup:
        texts = _below_short_entries(texts) if is_page else _below_menu(texts)
    if is_page:
        texts = texts[:1] + [text for text in texts[1:] if _is_lead(text)]
    return Head(
        title=texts[0] if texts else None,
        lead=tuple(texts[1:]),
        publisher=imprint.publisher,
        published_on=imprint.published_on,
        end=imprint.end,
    )


def _titled(lines: Sequence[Line], top: int) -> Head:
    """The title alone, where no publisher follows."""
    if top < len(lines) and _is_headline(lines[top]) and not _closes_head(lines[top]):
        return Head(title=without_site_name(lines[top].text), end=top + 1)
    return Head(end=top)


def _is_headline(line: Line) -> bool:
    return not (line.alt or is_site_line(line.text) or is_picture_name(line.text))


def _closes_head(line: Line) -> bool:
    return len(line.text) > _LONGEST_LEAD or source_line(line, SWEDISH) is not None


def _page_start(lines: Sequence[Line]) -> int:
    """Where the article's own lines begin: below the site's name, or where the page's title comes again."""
    top = lines[:_PAGE_TOP]
    for at, line in enumerate(top):
        if is_site_line(line.text):
            return below_menu(lines, at + 1)
    if not lines:
        return 0
    # A WET record opens with the title element, then lists the menu, then the headline.
    first = without_site_name(lines[0].text)
    again = next((at for at in range(1, len(top)) if top[at].text == first), 0)
    menu = top[1:again]
    is_menu = len(menu) >= _SHORTEST_MENU and all(len(line.text) <= _LONGEST_NAME for line in menu)
    return again if is_menu and _imprint(menu, 0, is_page=False) is None else 0


def _imprint(lines: Sequence[Line], top: int, *, is_page: bool) -> _Imprint | None:
    """The first publisher and date that stand where a head has them."""
    for at in range(top, min(len(lines), top + _PAGE_TOP)):
        if _closes_head(lines[at]):
            return None
        found = _DATED.fullmatch(lines[at].text) if "/" in lines[at].text else None
        imprint = _imprint_at(lines, at, found, top) if found else None
        if imprint and (imprint.twice or _is_below_title(imprint, top, is_page=is_page)):
            return imprint
    return None


def _is_below_title(imprint: _Imprint, top: int, *, is_page: bool) -> bool:
    """Whether a name that stands there only once may be the publisher's, and not a dateline in the body."""
    if is_page:
        return top < imprint.start <= top + _HEAD
    return 1 <= imprint.start == imprint.end - 1 <= _BARE_HEAD


def _imprint_at(lines: Sequence[Line], at: int, found: re.Match[str], top: int) -> _Imprint | None:
    published_on, name, start = day_of(found["day"]), found["name"], at
    if not name and at > top and _is_name(lines[at - 1].text):
        start = at - 1
        name = lines[start].text
    if published_on is None or not name:
        return None
    glued = _TWICE.fullmatch(name)
    publisher = glued["once"] if glued else name
    below_logo = start > top and lines[start - 1].text == publisher
    if not (glued or below_logo or _is_name(publisher)):
        return None
    return _Imprint(
        publisher=publisher,
        published_on=published_on,
        start=start - below_logo,
        end=at + 1,
        twice=below_logo or glued is not None,
    )


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and text[0].isupper() and not set(text) & set('.,:;!?…"”0123456789')


def _is_lead(text: str) -> bool:
    """Whether a line below the headline says something, and is no label such as the section's."""
    is_said = len(text.split()) >= _FEWEST_WORDS or text.endswith(_END_OF_SENTENCE)
    return len(text) >= _SHORTEST_HEADLINE or (is_said and not is_menu_entry(text))


def _below_short_entries(texts: list[str]) -> list[str]:
    """The headline and what follows it, where entries that no edition's menu is known to have stand above."""
    long = (at for at, text in enumerate(texts) if len(text) >= _SHORTEST_HEADLINE or text.endswith("."))
    first = next(long, 0)
    # What ends in a full stop is the lead, and the headline above it is a short one.
    return texts[first - 1 if first and texts[first].endswith(".") else first :]


def _below_menu(texts: list[str]) -> list[str]:
    """The headline and what follows it, without the short entries of a menu above."""
    last_short = max((at for at, text in enumerate(texts) if len(text) < _SHORTEST_HEADLINE), default=-1)
    return texts[last_short + 1 :] or texts[-2:]
