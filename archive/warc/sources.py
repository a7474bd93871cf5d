"""Files to read from: one on the disk, or one that lies uncompressed inside a package (a WACZ is a zip)."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, cast

from archive.errors import UnreadableInput
from archive.warc.places import PACKAGE_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What zipfile raises for packages that are damaged, encrypted or compressed in ways unknown to it.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
_LOCAL_SIGNATURE = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s22xHH")


@contextmanager
def open_source(path: Path) -> Iterator[BinaryIO]:
    """The file at `path`, which may lead into a package: `x.wacz/archive/y.warc.gz`."""
    packages = (parent for parent in path.parents if parent.suffix == PACKAGE_SUFFIX and parent.is_file())
    package = next(packages, None)
    if package is None:
        with path.open("rb") as file:
            yield file
        return
    with package.open("rb") as file:
        yield _stored_member(file, package, path.relative_to(package).as_posix())


def _stored_member(file: BinaryIO, package: Path, name: str) -> BinaryIO:
    try:
        info = zipfile.ZipFile(file).getinfo(name)
    except (KeyError, *ZIP_ERRORS) as error:
        raise UnreadableInput(str(package), f"holds no readable {name}: {error}") from error
    if info.compress_type != zipfile.ZIP_STORED:
        raise UnreadableInput(str(package), f"{name} is compressed in it: unpack the package first")
    start = _start_of(file, info)
    if start is None:
        raise UnreadableInput(str(package), f"{name} does not lie where the package says")
    return cast("BinaryIO", io.BufferedReader(_Window(file, start, info.file_size)))


def _start_of(file: BinaryIO, info: zipfile.ZipInfo) -> int | None:
    """Where the content begins, behind a header whose length only the header itself tells (APPNOTE 4.3.7)."""
    if info.header_offset < 0:
        return None
    file.seek(info.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL_SIGNATURE):
        return None
    _, name_length, extra_length = _LOCAL_HEADER.unpack(header)
    return info.header_offset + _LOCAL_HEADER.size + int(name_length) + int(extra_length)


class _Window(io.RawIOBase):
    """A stretch of a file as if it were a file: a seek in it is a seek on disk."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, base + offset)
        return self._at

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self._file.seek(self._start + self._at)
        data = self._file.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
