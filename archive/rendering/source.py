"""Where a rendering was read: a page's address, a file, or a record of a web archive's file, `file#URL`."""

from __future__ import annotations

import re

_RECORD = re.compile(r"(?P<file>[^#].*?)#(?P<url>https?://.*)", re.DOTALL)


def page_address(source: str) -> str | None:
    """The address of the page that was read; None where only a file is known."""
    if source.startswith(("https://", "http://")):
        return source
    record = _RECORD.fullmatch(source)
    return record["url"] if record else None
