"""Web archives from anywhere, read without importing them: single WARC files, and packages of them (WACZ)."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord, UnreadableInput
from archive.model import Capture
from archive.warc.captures import readable_captures_in
from archive.warc.pages import page_at
from archive.warc.places import PACKAGE_SUFFIX, WARC_SUFFIXES
from archive.warc.sources import ZIP_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Page


def warcs_inside(path: Path) -> list[Path]:
    """The WARC files that a path leads to: itself, or those in a package. Raise UnreadableInput."""
    if path.suffix != PACKAGE_SUFFIX:
        return [path]
    try:
        with zipfile.ZipFile(path) as package:
            names = sorted(info.filename for info in package.infolist())
    except ZIP_ERRORS as error:
        raise UnreadableInput(str(path), f"is no WACZ package: {error}") from error
    warcs = [name for name in names if name.startswith("archive/") and name.endswith(WARC_SUFFIXES)]
    for name in warcs:
        # A name is only ever looked up in the package, never on the disk; what leads out of it means harm.
        if ".." in name.split("/"):
            raise UnreadableInput(str(path), f"holds {name!r}, which leads out of it: do not unpack it")
    return [path / name for name in warcs]


def captures_inside(path: Path) -> Iterator[tuple[Path, Capture | BrokenRecord]]:
    """Every capture with the file it lies in; what is damaged comes out as the error that says where."""
    for warc in warcs_inside(path):
        for found in readable_captures_in(warc):
            if isinstance(found, Capture | BrokenRecord):
                yield warc, found


def page_inside(path: Path, capture: Capture) -> Page:
    """The page of a capture in a file or package, where a revisit's original is looked for as well.

    Raise BrokenRecord where record or body cannot be had.
    """
    return page_at(path, capture, lambda revisit: _original_inside(path, revisit))


def _original_inside(path: Path, revisit: Capture) -> Capture | None:
    """The response that the revisit names, or, since many tools do not name it, one of the same payload."""
    same_payload = None
    for _, found in captures_inside(path):
        if isinstance(found, BrokenRecord) or found.type != "response":
            continue
        if found.record_id == revisit.refers_to:
            return found
        if found.digest == revisit.digest and found.captured_at <= revisit.captured_at:
            same_payload = found
    return same_payload
