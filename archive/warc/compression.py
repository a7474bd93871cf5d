"""One compressor for every record: quick enough that a body that came compressed needs no exception.

Measured in benchmarks/compression.py, reasoned in docs/archive-format.md.
"""

from __future__ import annotations

from typing import Protocol

from isal import isal_zlib

LEVEL = 2
_GZIP = 31


class Compressor(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


def compressor() -> Compressor:
    made: Compressor = isal_zlib.compressobj(LEVEL, isal_zlib.DEFLATED, _GZIP)
    return made
