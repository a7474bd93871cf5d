"""The whole records of a damaged file, in a new file.

A gzip member's checksum stands at its end and covers all of it, so of a damaged member that holds several
records nothing is known to be whole but what a digest proves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import BrokenRecord, WrongUsage
from archive.warc.compression import compressor
from archive.warc.digests import DigestClaim, passing
from archive.warc.scan import scan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from archive.warc.reader import Record


def salvaged(path: Path, out: Path) -> Iterator[Record | BrokenRecord]:
    """Write every record that can be read to its end to `out`, one gzip member each, as it is.

    Give each, and for the others the reason. A record that fails its digest in a healthy member is whole, and
    kept: verify tells. In a damaged one, records are kept up to the first whose digest does not hold.
    Raise WrongUsage where `out` exists.
    """
    if out.exists():
        raise WrongUsage(f"{out} exists")
    damaged = {found.offset for found in scan(path) if isinstance(found, BrokenRecord)}
    given_up = None
    with out.open("xb") as file:
        for found in scan(path):
            if isinstance(found, BrokenRecord):
                yield found
            elif found.offset == given_up:
                continue
            elif _is_copied(found, file, _digest_of(found) if found.offset in damaged else None):
                yield found
            elif found.block.end is not None:
                given_up = found.offset
                yield _unproved(found)


def _digest_of(record: Record) -> DigestClaim:
    return DigestClaim(record.field("WARC-Block-Digest") or "")


def _is_copied(record: Record, file: BinaryIO, proof: DigestClaim | None) -> bool:
    """Whether the record was written: it can be read to its end, and what proof there has to be holds."""
    start = file.tell()
    try:
        for piece in _member(record, proof):
            file.write(piece)
        record.block.finish()
    except BrokenRecord:
        # The scan tells of it next.
        is_whole = False
    else:
        is_whole = proof is None or (proof.known and proof.holds())
    if not is_whole:
        file.seek(start)
        file.truncate()
    return is_whole


def _member(record: Record, proof: DigestClaim | None) -> Iterator[bytes]:
    member = compressor()
    yield member.compress(record.head_bytes)
    for piece in record.block if proof is None else passing(record.block, proof):
        yield member.compress(piece)
    yield member.compress(b"\r\n\r\n")
    yield member.flush()


def _unproved(record: Record) -> BrokenRecord:
    place = f"number {record.skipped + 1} and all behind it in this damaged gzip member"
    return BrokenRecord(record.file, record.offset, f"{place}: no digest proves them whole")
