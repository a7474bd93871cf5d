"""Where a rendering was read, as strangers may be told it.

A corpus is handed on, so of a file's path only the name is told, never the folders of somebody's machine.
"""

from __future__ import annotations

import re
from pathlib import PureWindowsPath

# What was read from a WARC or WET file is named by the file, a `#`, and the record's address in it.
_PAGE = re.compile(r"(?:^|#)(?=https?://)", re.IGNORECASE)


def page_address(source: str) -> str | None:
    """The address of the page that a rendering was read from; None where only a file is known."""
    found = _PAGE.search(source)
    return source[found.end() :] if found else None


def without_folders(source: str) -> str:
    """A source with a file's name in place of its path; an address as it is."""
    found = _PAGE.search(source)
    path = source[: found.start()] if found else source
    # Of the two kinds of paths this one knows both separators.
    return PureWindowsPath(path).name + source[len(path) :]
