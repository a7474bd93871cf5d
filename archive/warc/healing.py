"""Closing the files that a dead crawl left unfinished.

Only a tail behind the last whole record is cut off, and it is kept beside the file, never deleted. Damage
elsewhere, at the file's beginning too, is left as it is: it is counted, and `kalla verify` names it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.warc.files import finish
from archive.warc.manifest import ManifestEntry, append_entry, manifest_lines
from archive.warc.places import locked, open_warcs, sync_folder, try_to_hold, warcs_folder
from archive.warc.reader import final_name
from archive.warc.scan import scan

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO


@dataclass(frozen=True, slots=True, kw_only=True)
class Healed:
    """What was done to one file, whose name `file` is None where not one record in it was whole.

    `tail` is the file that holds the `tail_bytes` from `size` on now; None where nothing was cut.
    `damaged` counts the places before that where no record can be read.
    """

    file: str | None
    records: int
    size: int
    tail: str | None
    tail_bytes: int
    damaged: int = 0

    def __str__(self) -> str:
        done = f"{self.file} closed with {self.records} records" if self.file else "no whole record found"
        if self.damaged:
            done += f"; damaged at {self.damaged} places: `kalla verify` names them"
        return f"{done}; {self.tail_bytes} bytes behind them are now in {self.tail}" if self.tail else done


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """How far whole records reach, their dates, and the places between them that are damaged."""

    end: int
    dates: tuple[datetime, ...]
    damaged: int


def heal(collection: Path) -> list[Healed]:
    """Close all unfinished files that no living process holds. Several crawls may call it at once."""
    if not warcs_folder(collection).is_dir():
        return []
    return [healed for path in open_warcs(collection) if (healed := _heal_file(collection, path)) is not None]


def _heal_file(collection: Path, path: Path) -> Healed | None:
    with locked(path.parent):
        if not path.is_file():
            return None
        file = path.open("r+b")
        if not try_to_hold(file):
            file.close()
            return None
    with file:
        whole = _whole_part(path)
        size = path.stat().st_size
        tail = _cut(file, path, whole.end) if whole.end < size else None
        if not whole.dates:
            path.unlink()
            sync_folder(path.parent)
            return Healed(file=None, records=0, size=0, tail=tail, tail_bytes=size)
        _close(collection, path, whole)
    name = final_name(path)
    return Healed(
        file=name,
        records=len(whole.dates),
        size=whole.end,
        tail=tail,
        tail_bytes=size - whole.end,
        damaged=whole.damaged,
    )


def _whole_part(path: Path) -> _Whole:
    end, dates, damaged = 0, list[datetime](), list[int]()
    for found in scan(path):
        if isinstance(found, BrokenRecord):
            damaged.append(found.offset)
            continue
        try:
            end = found.block.finish()
        except BrokenRecord:
            continue
        dates.append(found.date)
    return _Whole(end=end, dates=tuple(dates), damaged=sum(offset < end for offset in damaged))


def _cut(file: BinaryIO, path: Path, end: int) -> str:
    """Copy what is behind `end` to a file of its own, and only when it is safe there, cut it off."""
    tail = path.with_name(f"{final_name(path)}.tail-{end}")
    with tail.open("wb") as aside:
        file.seek(end)
        shutil.copyfileobj(file, aside)
        aside.flush()
        os.fsync(aside.fileno())
    sync_folder(path.parent)
    file.truncate(end)
    os.fsync(file.fileno())
    return tail.name


def _close(collection: Path, path: Path, whole: _Whole) -> None:
    name = final_name(path)
    # A crash between the manifest's line and the renaming leaves a file that is listed already.
    if not any(line.entry is not None and line.entry.file == name for line in manifest_lines(collection)):
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        entry = ManifestEntry(
            file=name,
            bytes=whole.end,
            sha256=sha256,
            records=len(whole.dates),
            first=min(whole.dates),
            last=max(whole.dates),
        )
        append_entry(collection, entry)
    finish(path)
