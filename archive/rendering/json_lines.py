"""A file of JSON lines, read one line at a time and never whole.

A line that cannot be read is an UnreadableInput that names file and line; the next line follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from archive.errors import UnreadableInput
from archive.rendering.decoding import MAX_BYTES
from archive.rendering.packed import DAMAGE, is_bomb, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.rendering.packed import ByteStream

_FARTHEST = 100 * MAX_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLine:
    """`body` is without its line break; `source` is `file#line`, counted from 1."""

    source: str
    body: bytes


def json_lines(path: Path, raw: IO[bytes], *, source: str) -> Iterator[JsonLine | UnreadableInput]:
    """The lines of an open file that are not blank."""
    number = size = 0
    try:
        with unpacked(path, raw) as stream:
            while piece := stream.readline(MAX_BYTES + 1):
                number, size, place = number + 1, size + len(piece), f"{source}#{number + 1}"
                if len(piece) > MAX_BYTES and not piece.endswith(b"\n"):
                    yield UnreadableInput(place, f"is longer than {MAX_BYTES // 10**6} MB: split it")
                    size += _skipped(stream)
                elif piece.strip():
                    yield JsonLine(source=place, body=piece.rstrip(b"\r\n"))
                if is_bomb(raw.tell(), size):
                    reason = f"unpacks to more than {size // 10**6} MB of almost nothing: it was left there"
                    yield UnreadableInput(source, reason)
                    return
    except DAMAGE as error:
        yield UnreadableInput(source, f"is damaged after line {number} ({error}): fetch or pack it again")


def _skipped(stream: ByteStream) -> int:
    """Read to the end of an overlong line, or as far as a bomb need be followed; how many bytes that was."""
    size = 0
    while size < _FARTHEST and (piece := stream.readline(MAX_BYTES)):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size
