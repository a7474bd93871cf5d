"""The manifest: one line a closed WARC file, each holding the hash of the line before.

A line is written before its file takes its final name, so a closed file without a line was not closed by
Källa, and a line without a file is a loss. The chain shows edits and removals in the middle; that nobody cut
or rewrote its end is shown only by a copy of the last line kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.warc.dates import parsed_warc_date, warc_date
from archive.warc.places import locked, manifest_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

FIRST = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestEntry:
    """One closed file: `sha256` in hexadecimal, `first` and `last` the earliest and latest date in it."""

    file: str
    bytes: int
    sha256: str
    records: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ManifestLine:
    """A line as it stands: `entry` is None where it cannot be read; is it `chained` to the one before?

    `canonical` says that it is spelled byte for byte as a line of its entry is written.
    """

    offset: int
    entry: ManifestEntry | None
    chained: bool
    canonical: bool


def append_entry(collection: Path, entry: ManifestEntry) -> None:
    """Add a line and bring it to the disk; half a line that a crash left was never counted and is cut."""
    path = manifest_path(collection)
    with locked(collection), path.open("a+b") as file:
        file.seek(0)
        whole, newline, _torn = file.read().rpartition(b"\n")
        file.truncate(len(whole) + len(newline))
        previous = whole.rpartition(b"\n")[2]
        file.write(_line(entry, hashlib.sha256(previous).hexdigest() if whole else FIRST))
        file.flush()
        os.fsync(file.fileno())


def manifest_lines(collection: Path) -> Iterator[ManifestLine]:
    """All lines in order; none where no manifest exists."""
    path = manifest_path(collection)
    if not path.exists():
        return
    previous, offset = FIRST, 0
    for raw in path.read_bytes().splitlines(keepends=True):
        line = raw.removesuffix(b"\n")
        entry, named = _parsed(line)
        yield ManifestLine(
            offset=offset,
            entry=entry,
            chained=named == previous and raw != line,
            canonical=entry is not None and named is not None and line + b"\n" == _line(entry, named),
        )
        previous, offset = hashlib.sha256(line).hexdigest(), offset + len(raw)


def _line(entry: ManifestEntry, previous: str) -> bytes:
    fields = {
        "file": entry.file,
        "bytes": entry.bytes,
        "sha256": entry.sha256,
        "records": entry.records,
        "first": warc_date(entry.first),
        "last": warc_date(entry.last),
        "previous": previous,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _parsed(line: bytes) -> tuple[ManifestEntry | None, str | None]:
    try:
        fields = json.loads(line)
        entry = ManifestEntry(
            file=str(fields["file"]),
            bytes=int(fields["bytes"]),
            sha256=str(fields["sha256"]),
            records=int(fields["records"]),
            first=parsed_warc_date(fields["first"]),
            last=parsed_warc_date(fields["last"]),
        )
        return (entry if _is_plain_name(entry.file) else None), str(fields["previous"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None, None


def _is_plain_name(file: str) -> bool:
    """Whether this names a file of the folder itself: a manifest from a stranger could name a device."""
    return file not in {"", ".", ".."} and "/" not in file and "\0" not in file
