"""Files packed with gzip or zstd, opened as what they hold.

A few packed bytes can hold gigabytes of nothing, so what is read is weighed against what was stored.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdError, ZstdFile
else:
    from backports.zstd import ZstdError, ZstdFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

PACKED = (".gz", ".zst")
# What reading a packed file may raise where the file is damaged or cut short.
DAMAGE = (OSError, EOFError, zlib.error, ZstdError)
# Text packs to a tenth, tables of it to a fiftieth.
_MOST_GROWTH, _ALWAYS_ALLOWED = 300, 16_000_000


def inner_suffix(path: Path) -> str:
    """The suffix that says what a file holds, in lower case: `.jsonl` of `a.jsonl.gz`."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in PACKED:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


class ByteStream(Protocol):
    """What an open file and its unpacked contents have in common."""

    def read(self, size: int = -1, /) -> bytes: ...
    def read1(self, size: int = -1, /) -> bytes: ...


@contextmanager
def unpacked(path: Path, raw: BufferedReader) -> Iterator[ByteStream]:
    """The contents of an open file, by the suffix of its name."""
    suffix = path.suffix.lower()
    if suffix == ".gz":
        with gzip.GzipFile(fileobj=raw) as stream:
            yield stream
    elif suffix == ".zst":
        with ZstdFile(raw) as stream:
            yield stream
    else:
        yield raw


def is_bomb(stored: int, unpacked_bytes: int) -> bool:
    return unpacked_bytes > _ALWAYS_ALLOWED and unpacked_bytes > _MOST_GROWTH * stored
