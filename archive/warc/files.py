"""A WARC file while it is written: held alone, appended to, brought to the disk in batches, closed for good.

Bytes are handed to the kernel before a call returns, so a killed process loses nothing; only a power cut can
take what `SyncBound` allows. A closed file is never opened for writing again.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive.errors import RecordingFailed
from archive.warc.dates import timestamp14
from archive.warc.manifest import ManifestEntry, append_entry
from archive.warc.places import OPEN, locked, sync_folder, try_to_hold, warcs_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SERIALS = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncBound:
    """The most that a power cut may take: the first of these to be reached brings everything to the disk.

    `age` is looked at when something is written; in a longer pause `WarcWriter.sync` may be called.
    """

    batches: int = 256
    bytes: int = 8_000_000
    age: timedelta = timedelta(seconds=5)


class WarcFile:
    """One unfinished file of the collection, this process's alone."""

    def __init__(self, collection: Path, prefix: str, now: datetime) -> None:
        folder = warcs_folder(collection)
        folder.mkdir(parents=True, exist_ok=True)
        milliseconds = now.microsecond // 1000
        self._collection = collection
        self.name = f"{prefix}-{timestamp14(now)}{milliseconds:03}-{next(_SERIALS):05}-{os.getpid()}.warc.gz"
        self._path = folder / (self.name + OPEN)
        # Under the folder's lock, so that healing never meets a file that is made but not yet held.
        with locked(folder):
            if (folder / self.name).exists():
                raise FileExistsError(f"{folder / self.name} exists")
            self._file = self._path.open("xb", buffering=0)
            try_to_hold(self._file)
        sync_folder(folder)
        self.opened_at = now
        self.size = self._whole = 0
        self._records = 0
        self._sha256 = hashlib.sha256()
        self._first = self._last = now
        self._unsynced_batches = self._unsynced_bytes = 0
        self._synced_at = now

    def write(self, data: bytes | bytearray) -> None:
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) or 0 :]
        self._sha256.update(data)
        self.size += len(data)

    def end_batch(self, dates: Sequence[datetime], bound: SyncBound, now: datetime) -> None:
        """Enter whole records into the manifest line to be; from here on they are never cut off again."""
        self._first = min([*dates, self._first] if self._records else dates)
        self._last = max([*dates, self._last] if self._records else dates)
        self._records += len(dates)
        self._unsynced_bytes += self.size - self._whole
        self._unsynced_batches += 1
        self._whole = self.size
        if (
            self._unsynced_batches >= bound.batches
            or self._unsynced_bytes >= bound.bytes
            or now - self._synced_at >= bound.age
        ):
            self.sync(now)

    def sync(self, now: datetime) -> None:
        if self._unsynced_batches:
            os.fsync(self._file.fileno())
        self._unsynced_batches = self._unsynced_bytes = 0
        self._synced_at = now

    def close(self) -> ManifestEntry:
        """Disk first, then the manifest's line, then the final name."""
        os.fsync(self._file.fileno())
        entry = ManifestEntry(
            file=self.name,
            bytes=self.size,
            sha256=self._sha256.hexdigest(),
            records=self._records,
            first=self._first,
            last=self._last,
        )
        append_entry(self._collection, entry)
        finish(self._path)
        self._file.close()
        return entry

    def give_up(self) -> None:
        """Cut back to the last whole batch and leave the file unfinished, for healing to close."""
        try:
            self._file.truncate(self._whole)
            os.fsync(self._file.fileno())
        except OSError as error:
            raise RecordingFailed(f"{self._path} ends in a broken record: {error}") from error
        finally:
            self._file.close()


def finish(path: Path) -> Path:
    """Give an unfinished file its final name. Raise FileExistsError rather than replace another file."""
    closed = path.with_name(path.name.removesuffix(OPEN))
    with locked(path.parent):
        if closed.exists():
            raise FileExistsError(f"{closed} exists")
        path.rename(closed)
    sync_folder(path.parent)
    return closed
