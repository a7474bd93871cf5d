"""A body with its content codings undone, as far as its bytes allow.

A wrong label leaves the bytes as they are, a cut stream gives what could be decoded, and nothing grows
beyond a limit: the bytes come from strangers.
"""

from __future__ import annotations

import re
import sys
import zlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression.zstd import ZstdDecompressor, ZstdError
else:
    from backports.zstd import ZstdDecompressor, ZstdError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# zstd is decoded below and not asked for: pywb cannot replay it.
ACCEPTED_CODINGS = b"gzip, deflate, br"
CODINGS_LIMIT = 4
MEMBERS_LIMIT = 100

_PIECE = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZLIB_MAGIC = re.compile(rb"\x78[\x01\x5e\x9c\xda]")  # every level, with the usual window of 32 KiB
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<[!?a-zA-Z]")
_FAULTS = (zlib.error, brotli.error, ZstdError)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecodedBody:
    """A body as a reader gets it, and in plain words what was wrong with its coding.

    `overlong` says that it was cut at the limit.
    """

    body: bytes
    problems: tuple[str, ...] = ()
    overlong: bool = False


class _Stream(Protocol):
    """What the decompressors of zlib and zstd have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _BrotliStream:
    """The decompressor of brotli, which has no magic number and knows no members."""

    unused_data = b""

    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    @property
    def eof(self) -> bool:
        return bool(self._stream.is_finished())

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return bytes(self._stream.process(data, output_buffer_limit=max_length))


def decode_body(payload: bytes, codings: Sequence[bytes], *, limit: int) -> DecodedBody:
    """`payload` without its codings, which are named in lower case in the order they were applied.

    At most `limit` bytes are given. A coding nobody knows is passed over: `utf-8` and `none` are met there.
    """
    if len(codings) > CODINGS_LIMIT:
        return _bounded(payload, limit, f"{len(codings)} content codings")
    if not codings:
        return _bounded(payload, limit)
    decoded = DecodedBody(body=payload)
    for coding in reversed(codings):
        step = _without(coding, decoded.body, limit)
        problems = tuple(f"{coding.decode('latin-1')}: {problem}" for problem in step.problems)
        decoded = DecodedBody(
            body=step.body,
            problems=decoded.problems + problems,
            overlong=decoded.overlong or step.overlong,
        )
    return decoded


def _without(coding: bytes, data: bytes, limit: int) -> DecodedBody:
    decode = _DECODERS.get(coding)
    if not data or coding == b"identity":
        return _bounded(data, limit)
    if decode is None:
        return _bounded(data, limit, "unknown coding")
    decoded = decode(data, limit)
    return _bounded(data, limit, "wrong label") if decoded is None else decoded


def _bounded(data: bytes, limit: int, *problems: str) -> DecodedBody:
    return DecodedBody(body=data[:limit], problems=problems, overlong=len(data) > limit)


def _gunzipped(data: bytes, limit: int) -> DecodedBody | None:
    if not _begins(data, _GZIP_MAGIC):
        return None
    return _decompressed(partial(zlib.decompressobj, 16 + zlib.MAX_WBITS), data, limit, member=_GZIP_MAGIC)


def _undeflated(data: bytes, limit: int) -> DecodedBody | None:
    """RFC 9110 means the zlib format by `deflate`; some servers send the bare stream, some gzip."""
    if data.startswith(_GZIP_MAGIC):
        return _gunzipped(data, limit)
    wbits = zlib.MAX_WBITS if _ZLIB_MAGIC.match(data) else -zlib.MAX_WBITS
    decoded = _decompressed(partial(zlib.decompressobj, wbits), data, limit)
    return None if decoded.problems and _looks_plain(data) else decoded


def _unbrotlied(data: bytes, limit: int) -> DecodedBody | None:
    decoded = _decompressed(_BrotliStream, data, limit)
    nothing_in_it = "damaged" in decoded.problems and not decoded.body
    return None if nothing_in_it or (decoded.problems and _looks_plain(data)) else decoded


def _unzstded(data: bytes, limit: int) -> DecodedBody | None:
    if not _begins(data, _ZSTD_MAGIC):
        return None
    return _decompressed(ZstdDecompressor, data, limit, member=_ZSTD_MAGIC)


_DECODERS: dict[bytes, Callable[[bytes, int], DecodedBody | None]] = {
    b"gzip": _gunzipped,
    b"x-gzip": _gunzipped,
    b"deflate": _undeflated,
    b"br": _unbrotlied,
    b"zstd": _unzstded,
}


def _begins(data: bytes, magic: bytes) -> bool:
    """Whether `data` starts with `magic`, or was cut within it."""
    return magic.startswith(data[: len(magic)])


def _looks_plain(data: bytes) -> bool:
    """Whether these bytes are text, which a compressor's output never is for long."""
    if _MARKUP.match(data):
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decompressed(
    new_stream: Callable[[], _Stream], data: bytes, limit: int, *, member: bytes | None = None
) -> DecodedBody:
    """All that `data` holds: one stream, or several that each begin with `member`."""
    body, problem = bytearray(), None
    for _ in range(MEMBERS_LIMIT):
        stream, room = new_stream(), limit + 1 - len(body)
        try:
            body += stream.decompress(data, room)
        except _FAULTS:
            body += _salvaged(new_stream, data, room)
            problem = "damaged"
            break
        data = stream.unused_data
        if not stream.eof or not data or len(body) > limit:
            problem = None if stream.eof or len(body) > limit else "cut short"
            break
        problem = "bytes after the end"
        if member is None or not data.startswith(member):
            break
    return _bounded(bytes(body), limit, *([problem] if problem else []))


def _salvaged(new_stream: Callable[[], _Stream], data: bytes, room: int) -> bytes:
    """What comes before the fault in `data`, which takes with it all that the same call has decoded.

    So the stream is read again in pieces, and the piece with the fault byte by byte.
    """
    fault = len(_sound_output(new_stream(), data, room, step=_PIECE)[1])
    good_pieces, rest = data[:fault], data[fault : fault + _PIECE]
    stream = new_stream()
    out, _ = _sound_output(stream, good_pieces, room, step=_PIECE)
    return out + _sound_output(stream, rest, room - len(out), step=1)[0]


def _sound_output(stream: _Stream, data: bytes, room: int, *, step: int) -> tuple[bytes, bytes]:
    """What `stream` gives for `data` in steps up to a fault, and the input of the sound steps."""
    out, at = bytearray(), 0
    while at < len(data) and len(out) < room and not stream.eof:
        try:
            out += stream.decompress(data[at : at + step], room - len(out))
        except _FAULTS:
            break
        at += step
    return bytes(out), data[:at]
