"""Where a rendering was read: a page's address, a file, or a record of a web archive's file, `file#URL`."""

from __future__ import annotations

import re

_RECORD = re.compile(r"(?P<file>[^#].*?)#(?P<url>https?://.*)", re.DOTALL)


def page_of_source(source: str) -> str:
    """The page's address where the source is a record of a page; else the source itself."""
    is_page = source.startswith(("https://", "http://"))
    record = None if is_page else _RECORD.fullmatch(source)
    return record["url"] if record else source
