"""The manifest against the folder: is every file that was closed here still here, and as it was?"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archive.warc.manifest import manifest_lines
from archive.warc.places import OPEN, closed_warcs, manifest_path, warcs_folder
from archive.warc.verification.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.warc.manifest import ManifestEntry
    from archive.warc.verification.finding import Fault, Note
    from archive.warc.verification.ledger import Contents, Ledger


def manifest_findings(collection: Path, ledger: Ledger) -> Iterator[Finding]:
    """To be asked when all files are read."""
    name = manifest_path(collection).name
    listed = set[str]()
    for line in manifest_lines(collection):
        if not line.chained:
            yield _finding(name, "manifest-chain", "it does not follow the line before it", line.offset)
        if line.entry is None:
            yield _finding(name, "manifest-line", "it cannot be read", line.offset)
            continue
        if line.entry.file in listed:
            yield _finding(name, "manifest-line", f"{line.entry.file} is listed twice", line.offset)
        listed.add(line.entry.file)
        changes = list(_file_findings(collection, line.entry))
        yield from changes
        contents = ledger.contents.get(line.entry.file)
        if not changes and contents is not None and not _agrees(line.entry, contents):
            yield _finding(name, "manifest-line", f"it tells {line.entry.file} wrongly", line.offset)
    for path in closed_warcs(collection):
        if path.name not in listed:
            yield _finding(path.name, "file-unlisted", "the manifest does not list it")


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
    if size != entry.bytes:
        yield _finding(entry.file, "file-changed", f"{size} bytes, the manifest says {entry.bytes}")
    elif sha256 != entry.sha256:
        yield _finding(entry.file, "file-changed", f"sha256 {sha256}, the manifest says {entry.sha256}")


def _agrees(entry: ManifestEntry, contents: Contents) -> bool:
    return (entry.records, entry.first, entry.last) == (contents.records, contents.first, contents.last)


def _finding(file: str, code: Fault | Note, what: str, offset: int | None = None) -> Finding:
    return Finding(file=file, offset=offset, record_id=None, code=code, what=what)
