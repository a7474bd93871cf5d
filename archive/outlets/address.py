"""An address that anybody may have written, taken apart."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

UNREADABLE = SplitResult("", "", "", "", "")


def address_parts(url: str) -> SplitResult:
    """The parts of a URL; all are empty where it is none that can be read, like `http://[`."""
    try:
        return urlsplit(url)
    except ValueError:
        return UNREADABLE
