"""A file of JSON lines, read one line at a time and never whole.

A line that cannot be read is an UnreadableInput that names file and line; the next line follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.errors import UnreadableInput
from archive.rendering.decoding import MAX_BYTES
from archive.rendering.packed import DAMAGE, is_bomb, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

    from archive.rendering.meter import Meter
    from archive.rendering.packed import ByteStream

_PIECE = 2**18


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLine:
    """`body` is without its line break; `source` is `file#line`, counted from 1."""

    source: str
    body: bytes


def json_lines(
    path: Path, raw: BufferedReader, *, source: str, meter: Meter
) -> Iterator[JsonLine | UnreadableInput]:
    """The lines of an open file that are not blank."""
    number = 0
    try:
        with unpacked(path, raw) as stream:
            for number, line in enumerate(_lines(stream, raw, source, meter), 1):
                if len(line) > MAX_BYTES:
                    reason = f"is longer than {MAX_BYTES // 10**6} MB: split it"
                    yield UnreadableInput(f"{source}#{number}", reason)
                elif line.strip():
                    yield JsonLine(source=f"{source}#{number}", body=line.rstrip(b"\r"))
    except UnreadableInput as bomb:
        yield bomb
    except DAMAGE as error:
        yield UnreadableInput(source, f"is damaged after line {number} ({error}): fetch or pack it again")


def _lines(stream: ByteStream, raw: BufferedReader, source: str, meter: Meter) -> Iterator[bytes]:
    """The lines without their breaks; of one longer than an article only the beginning, just too long."""
    begun, size = b"", 0
    while piece := stream.read1(_PIECE):
        size += len(piece)
        meter.reach(raw.tell())
        if is_bomb(raw.tell(), size):
            raise UnreadableInput(source, f"unpacks to {size // 10**6} MB of almost nothing: leave it out")
        if len(begun) > MAX_BYTES:
            _, line_break, rest = piece.partition(b"\n")
            piece = line_break + rest
        *whole, begun = (begun + piece).split(b"\n")
        yield from whole
    if begun:
        yield begun
