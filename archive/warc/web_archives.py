"""Web archives from anywhere, read without importing them: single WARC files, and packages of them (WACZ)."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord, UnreadableInput
from archive.model import Capture
from archive.warc.captures import readable_captures_in
from archive.warc.places import PACKAGE_SUFFIX, WARC_SUFFIXES
from archive.warc.sources import ZIP_ERRORS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def warcs_inside(path: Path) -> list[Path]:
    """The WARC files that a path leads to: itself, or those in a package. Raise UnreadableInput."""
    if path.suffix != PACKAGE_SUFFIX:
        return [path]
    try:
        with zipfile.ZipFile(path) as package:
            names = sorted(info.filename for info in package.infolist())
    except ZIP_ERRORS as error:
        raise UnreadableInput(str(path), f"is no WACZ package: {error}") from error
    return [path / name for name in names if name.startswith("archive/") and name.endswith(WARC_SUFFIXES)]


def captures_inside(path: Path) -> Iterator[tuple[Path, Capture | BrokenRecord]]:
    """Every capture with the file it lies in; what is damaged comes out as the error that says where."""
    for warc in warcs_inside(path):
        for found in readable_captures_in(warc):
            if isinstance(found, Capture | BrokenRecord):
                yield warc, found
