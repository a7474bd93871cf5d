"""What stands on a page and is no part of the article: the site's name, counters, lists, plugin markers.

A line is furniture only as a whole: a sentence that mentions such words stays. Words that an article may
use as a heading ("Arv", "Produkt") count only below the source line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archive.rendering.words import EDITIONS, EMPTY_LIST, SITE_MOTTO, SITE_NAME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.rendering.line import Line

_SITE_LINE = re.compile(rf"(?:{re.escape(SITE_NAME)}\s*[-–—|]\s*)?{re.escape(SITE_MOTTO)}", re.I)
_SITE_SUFFIX = re.compile(rf"\s+[-–—|]\s+{re.escape(SITE_NAME)}$", re.I)
_COUNTER_WORDS = "|".join(re.escape(word) for edition in EDITIONS for word in edition.comments)
_COMMENTS = re.compile(rf"(?:{_COUNTER_WORDS})\s*[(（]\s*\d+\s*[)）]", re.I)
_CHROME = {EMPTY_LIST.casefold()} | {word.casefold() for edition in EDITIONS for word in edition.chrome}
_MENU = {word.casefold() for edition in EDITIONS for word in edition.menu}
_LONGEST_ENTRY = max(map(len, _CHROME | _MENU))
# [ad_2] of a WordPress auto-post plugin, and what translation makes of it: [annons_2].
_PLUGIN_MARKER = re.compile(r"\[\s*[^\W\d_]{2,20}\s?_\s?\d\s*\]")
_PICTURE_SUFFIX = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg|heic|tiff?)$", re.I)
_PICTURE_HOST = re.compile(r"https?://(?:vstatic\.vietnam\.vn/\S*|\S+/IMAGE/\S*)", re.I)
_END_OF_CLAUSE = re.compile(r"[.,;:!?…]\s")
_LONGEST_FILE_NAME, _LONGEST_ADDRESS, _FEW_WORDS = 255, 2_000, 2


def is_site_line(text: str) -> bool:
    return _SITE_LINE.fullmatch(text) is not None


def is_furniture(text: str) -> bool:
    """Whether a line is furniture wherever it stands on the page."""
    return is_site_line(text) or _opens_tail(text)


def without_site_name(title: str) -> str:
    return _SITE_SUFFIX.sub("", title)


def without_plugin_marker(text: str) -> str:
    return " ".join(_PLUGIN_MARKER.sub(" ", text).split())


def is_picture_name(text: str) -> bool:
    """Whether a line is the file name (or address) of a picture: what a gallery prints instead of a text."""
    if len(text) <= _LONGEST_ADDRESS and _PICTURE_HOST.fullmatch(text):
        return True
    if len(text) > _LONGEST_FILE_NAME or not _PICTURE_SUFFIX.search(text) or _END_OF_CLAUSE.search(text):
        return False
    words = text.split()
    return len(words) <= _FEW_WORDS or any(map(str.isdigit, words[-1]))


def tail_start(lines: Sequence[Line], after: int = 0) -> int:
    """Where the furniture below the article begins: at the comment counter or the heading of a list."""
    below = range(after, len(lines))
    return next((at for at in below if _opens_tail(lines[at].text)), len(lines))


def menu_start(lines: Sequence[Line], after: int) -> int:
    """Where the site's menu begins in lines that have no counter: at its first word from `after` on."""
    below = range(after, len(lines))
    return next((at for at in below if is_menu_entry(lines[at].text)), len(lines))


def below_menu(lines: Sequence[Line], start: int) -> int:
    """Where the lines of the site's menu end that begin at `start`."""
    below = range(start, len(lines))
    return next((at for at in below if not is_menu_entry(lines[at].text)), start)


def is_menu_entry(text: str) -> bool:
    return _is_entry(text, _MENU)


def _opens_tail(text: str) -> bool:
    return _is_entry(text, _CHROME) or _COMMENTS.fullmatch(text) is not None


def _is_entry(text: str, entries: set[str]) -> bool:
    # Folding never shortens a text, and takes its time with long ones.
    return len(text) <= _LONGEST_ENTRY and text.casefold() in entries
