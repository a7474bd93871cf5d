"""Where a rendering was read, as strangers may be told it.

A corpus is handed on, so of a file's path only the name is told, never the folders of somebody's machine.
"""

from __future__ import annotations

from pathlib import PureWindowsPath

from archive.rendering.source import page_address


def without_folders(source: str) -> str:
    """A file's name in place of its path; a page's address as it is."""
    # Of the two kinds of paths this one knows both separators.
    return page_address(source) or PureWindowsPath(source).name
