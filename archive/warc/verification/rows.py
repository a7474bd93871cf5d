"""The catalog's captures held against the records, both ways."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal

from archive.warc.captures import capture_of_http, is_http_capture
from archive.warc.verification.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.model import Capture
    from archive.warc.reader import Record


class Rows:
    """What is left of the catalog's captures, as each finds its record. Holds some 100 bytes a capture."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self._left = {
            capture.record_id: (_fingerprint(capture), capture.warc, capture.offset) for capture in captures
        }

    def compared(self, record: Record, block_start: bytes) -> Iterator[Finding]:
        """What the catalog says wrongly, or does not say, of a record that was read to its end."""
        digest = record.field("WARC-Payload-Digest")
        row = self._left.pop(record.record_id, None)
        if digest is None or not is_http_capture(record):
            return
        if row is None:
            yield _finding(record, "record-without-row", f"{record.target_uri} is not in the catalog")
        elif row[0] != _fingerprint(capture_of_http(record, block_start, digest)):
            yield _finding(record, "row-differs", "the catalog says otherwise of it")

    def without_record(self) -> Iterator[Finding]:
        """What is left when all files are read."""
        for record_id, (_, warc, offset) in self._left.items():
            what = "the catalog has it, no file does"
            yield Finding(file=warc, offset=offset, record_id=record_id, code="row-without-record", what=what)


def _fingerprint(capture: Capture) -> bytes:
    return hashlib.blake2b(repr(capture).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _finding(record: Record, code: Literal["record-without-row", "row-differs"], what: str) -> Finding:
    return Finding(file=record.file, offset=record.offset, record_id=record.record_id, code=code, what=what)
