"""The whole records of a damaged file, in a new file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import BrokenRecord, WrongUsage
from archive.warc.compression import compressor
from archive.warc.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.warc.reader import Record


def salvaged(path: Path, out: Path) -> Iterator[Record | BrokenRecord]:
    """Write every record that can be read to its end to `out`, one gzip member each, as it is.

    Give each, and for the others the reason. A record that fails its digest is whole, and kept: verify tells.
    Raise WrongUsage where `out` exists.
    """
    if out.exists():
        raise WrongUsage(f"{out} exists")
    with out.open("xb") as file:
        for found in scan(path):
            if isinstance(found, BrokenRecord):
                yield found
                continue
            start = file.tell()
            try:
                for piece in _member(found):
                    file.write(piece)
                found.block.finish()
            except BrokenRecord:
                # The scan tells of it next.
                file.seek(start)
                file.truncate()
                continue
            yield found


def _member(record: Record) -> Iterator[bytes]:
    member = compressor()
    yield member.compress(record.head_bytes)
    for piece in record.block:
        yield member.compress(piece)
    yield member.compress(b"\r\n\r\n")
    yield member.flush()
