"""The compressed members that a WARC file is a row of, each decompressed no further than it is asked for.

What a member is shows in its first bytes, not in the file's name; a plain file is one member to its end. Some
tools (bgzip, pzstd) end members where it suits them: a record that is not whole goes on in the next one.
"""

from __future__ import annotations

import re
import sys
import zlib
from typing import TYPE_CHECKING, Protocol

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

if TYPE_CHECKING:
    from typing import BinaryIO, Self

PIECE = 1 << 16
GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
COMPRESSED = (GZIP_MAGIC, ZSTD_MAGIC)
_RECORD = b"WARC/"
# Frames that hold nothing of the file: their magic number, then their size (RFC 8878, section 3.1.2).
SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18", re.DOTALL)


class Undecodable(Exception):
    """A member is damaged or cut; the text says how. Never leaves this package: the reader adds the place."""


class _Codec(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Inflate:
    """zlib's decompressor with the manners of the zstd one."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._stream.eof

    @property
    def unused_data(self) -> bytes:
        return self._stream.unused_data

    @property
    def needs_input(self) -> bool:
        return not self._stream.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._stream.decompress(self._stream.unconsumed_tail + data, max_length)


class _Plain:
    """No compression: the file's end is the member's."""

    eof = False
    unused_data = b""
    needs_input = True

    def decompress(self, data: bytes, max_length: int) -> bytes:
        del max_length
        self.eof = not data
        return data


class Member:
    """The bytes of one member from the file position `start` on."""

    def __init__(self, file: BinaryIO, start: int, codec: _Codec) -> None:
        self._file, self.start, self._codec = file, start, codec
        self.compressed = not isinstance(codec, _Plain)
        self._read = 0
        self._buffer = bytearray()
        self._taken = 0

    @classmethod
    def at(cls, file: BinaryIO, offset: int) -> Self | None:
        """The member that begins at `offset`; None at the file's end."""
        found = _codec_at(file, offset)
        return cls(file, *found) if found else None

    @property
    def position(self) -> int:
        """The place on disk after what was taken; known of a compressed member only at its end."""
        if not self.compressed:
            return self.start + self._taken
        return self.start + self._read - len(self._codec.unused_data)

    @property
    def reached(self) -> int:
        """The place on disk up to which the file was read."""
        return self.start + self._read

    def at_end(self) -> bool:
        return not self._buffer and not self._fill()

    def read(self, size: int) -> bytes:
        """`size` bytes, fewer only at the end of the member and of those that go on with it."""
        while len(self._buffer) < size and (self._fill() or self._goes_on()):
            pass
        return self._take(size)

    def readline(self, limit: int) -> bytes:
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > limit:
                raise Undecodable("the record's head is too long")
            if not (self._fill() or self._goes_on()):
                raise Undecodable("the record's head is cut short")
        return self._take(end + 1)

    def skip_line_ends(self) -> int:
        """Pass over the blank lines between records, up to the next byte or the member's end; how many."""
        lines = 0
        while self._buffer or self._fill():
            blank = self._take(len(self._buffer) - len(self._buffer.lstrip(b"\r\n")))
            lines += blank.count(b"\n")
            if self._buffer:
                break
        return lines

    def goes_on_with(self, *starts: bytes) -> bool:
        """Whether what is next begins with one of these."""
        while len(self._buffer) < max(map(len, starts)) and self._fill():
            pass
        return self._buffer.startswith(starts)

    def _take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._taken += len(data)
        return data

    def _goes_on(self) -> bool:
        """Go on into the next member, unless a record begins there: then this one's is short."""
        found = _codec_at(self._file, self.position) if self.compressed else None
        if found is None or isinstance(found[1], _Plain):
            return False
        start, codec = found
        data = self._file.read(PIECE)
        decoded = _decoded(codec, data)
        if decoded.startswith(_RECORD):
            return False
        self._codec, self._read = codec, start + len(data) - self.start
        self._buffer += decoded
        return True

    def _fill(self) -> bool:
        """Decompress a piece more; False at the member's end."""
        while not self._codec.eof:
            needs_input = self._codec.needs_input
            try:
                data = self._file.read(PIECE) if needs_input else b""
            except OSError as error:
                raise Undecodable(f"cannot be read: {error.strerror}") from error
            decoded = _decoded(self._codec, data)
            self._read += len(data)
            self._buffer += decoded
            if decoded:
                return True
            # zstd may find only when asked that it holds nothing more.
            if needs_input and not data and not self._codec.eof:
                raise Undecodable("cut short")
        return False


def _codec_at(file: BinaryIO, offset: int) -> tuple[int, _Codec] | None:
    """Where the member at `offset` begins, and what decompresses it from there; None at the file's end."""
    file.seek(offset)
    magic = file.read(4)
    while SKIPPABLE.fullmatch(magic):
        offset += 8 + int.from_bytes(file.read(4), "little")
        file.seek(offset)
        magic = file.read(4)
    if not magic:
        return None
    file.seek(offset)
    if magic.startswith(GZIP_MAGIC):
        return offset, _Inflate()
    return offset, ZstdDecompressor() if magic == ZSTD_MAGIC else _Plain()


def _decoded(codec: _Codec, data: bytes) -> bytes:
    try:
        return codec.decompress(data, PIECE)
    except (zlib.error, ZstdError) as error:
        raise Undecodable(f"damaged: {error}") from error
