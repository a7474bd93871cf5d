"""Hard cases of content codings: right, wrong and damaged ones."""

from __future__ import annotations

import gzip
import zlib

import brotli

from tests.crawler.capture.wire import PAGE, HardCase, case, sized

# `zstd` of the word PAGE is not in every Python's library: this frame holds one raw block.
ZSTD = (
    b"\x28\xb5\x2f\xfd\xa0"
    + len(PAGE).to_bytes(4, "little")
    + (len(PAGE) << 3 | 1).to_bytes(3, "little")
    + PAGE
)
GZIP = gzip.compress(PAGE, mtime=0)
CUT_GZIP = GZIP[: len(GZIP) - 60]
OF_CUT_GZIP = zlib.decompressobj(31).decompress(CUT_GZIP)
BAD_CHECKSUM = GZIP[:-8] + bytes(4) + GZIP[-4:]


def coded(name: str, coding: str, body: bytes, decoded: bytes = PAGE) -> HardCase:
    return case(name, sized(b"Content-Encoding: " + coding.encode(), body=body), body=decoded)


def raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


CODINGS: list[HardCase] = [
    coded("gzip", "gzip", GZIP),
    coded("x-gzip", "X-GZip", GZIP),
    coded("deflate", "deflate", zlib.compress(PAGE)),
    coded("deflate-bare", "deflate", raw_deflate(PAGE)),
    coded("deflate-is-gzip", "deflate", GZIP),
    coded("deflate-is-plain", "deflate", PAGE),
    coded("br", "br", brotli.compress(PAGE)),
    coded("br-is-plain", "br", PAGE),
    coded("zstd", "zstd", ZSTD),
    coded("zstd-is-plain", "zstd", PAGE),
    coded("gzip-is-plain", "gzip", PAGE),
    coded("gzip-is-empty", "gzip", b"", b""),
    coded("gzip-cut-short", "gzip", CUT_GZIP, OF_CUT_GZIP),
    coded("gzip-checksum-wrong", "gzip", BAD_CHECKSUM),
    coded("gzip-with-surplus", "gzip", GZIP + b"<!-- cached -->"),
    coded("gzip-of-two-members", "gzip", gzip.compress(PAGE[:99]) + gzip.compress(PAGE[99:])),
    coded("gzip-twice", "gzip, gzip", gzip.compress(GZIP)),
    coded("gzip-twice-said-once-done", "gzip, gzip", GZIP),
    coded("unknown-coding", "utf-8", PAGE),
    coded("unknown-coding-and-gzip", "gzip, none", GZIP),
    coded("identity", "identity", PAGE),
]
