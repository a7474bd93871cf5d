"""The manifest against the folder: is every file that was closed here still here, and as it was?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archive.warc.dates import warc_date
from archive.warc.manifest import manifest_lines
from archive.warc.places import OPEN, closed_warcs, manifest_path, warcs_folder
from archive.warc.verification.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from archive.warc.manifest import ManifestEntry, ManifestLine
    from archive.warc.verification.finding import Fault, Note
    from archive.warc.verification.ledger import Contents, Ledger


def manifest_findings(collection: Path, ledger: Ledger) -> Iterator[Finding]:
    """To be asked when all files are read."""
    # Looked at first: a file that a crawl closes meanwhile is in the manifest before it is here.
    closed = closed_warcs(collection)
    name, listed = manifest_path(collection).name, set[str]()
    try:
        lines = list(manifest_lines(collection))
    except OSError as error:
        yield _finding(name, "unreadable", f"it cannot be read: {error.strerror or error}")
        return
    for line in lines:
        yield from _line_findings(name, line, listed)
        if line.entry is not None:
            listed.add(line.entry.file)
            yield from _entry_findings(collection, line.entry, (name, line.offset), ledger)
    for path in closed:
        if path.name not in listed:
            yield _finding(path.name, "file-unlisted", "the manifest does not list it")


def _entry_findings(
    collection: Path, entry: ManifestEntry, place: tuple[str, int], ledger: Ledger
) -> Iterator[Finding]:
    """The file against its line, then the line against what was read of the file."""
    if entry.file in ledger.unreadable:
        return
    changes = list(_file_findings(collection, entry))
    yield from changes
    contents = ledger.contents.get(entry.file)
    if contents is None or changes or entry.file in ledger.being_written:
        return
    if (said := _told(entry)) != (held := _told(contents)):
        what = f"it says {said} of {entry.file}, which holds {held}"
        yield _finding(place[0], "manifest-line", what, place[1])


def _line_findings(name: str, line: ManifestLine, listed: Container[str]) -> Iterator[Finding]:
    if not line.chained:
        yield _finding(name, "manifest-chain", "it does not follow the line before it", line.offset)
    if line.entry is None:
        yield _finding(name, "manifest-line", "it cannot be read", line.offset)
    elif not line.canonical:
        what = f"the line of {line.entry.file} is not spelled as it was written: it was edited"
        yield _finding(name, "manifest-line", what, line.offset)
    if line.entry is not None and line.entry.file in listed:
        yield _finding(name, "manifest-line", f"{line.entry.file} is listed twice", line.offset)


def _file_findings(collection: Path, entry: ManifestEntry) -> Iterator[Finding]:
    path = warcs_folder(collection) / entry.file
    if path.with_name(path.name + OPEN).exists():
        yield _finding(entry.file, "unfinished", "it is listed, and about to take its final name")
        return
    try:
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
    except FileNotFoundError:
        yield _finding(entry.file, "file-missing", f"{entry.records} records, {entry.bytes} bytes")
        return
    except OSError as error:
        yield _finding(entry.file, "unreadable", f"it cannot be read: {error.strerror or error}")
        return
    if size != entry.bytes:
        yield _finding(entry.file, "file-changed", f"{size} bytes, the manifest says {entry.bytes}")
    elif sha256 != entry.sha256:
        yield _finding(entry.file, "file-changed", f"sha256 {sha256}, the manifest says {entry.sha256}")


def _told(one: ManifestEntry | Contents) -> str:
    return f"{one.records} records from {warc_date(one.first)} to {warc_date(one.last)}"


def _finding(file: str, code: Fault | Note, what: str, offset: int | None = None) -> Finding:
    return Finding(file=file, offset=offset, record_id=None, code=code, what=what)
