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
ACCEPTED_CODINGS = "gzip, deflate, br"
CODINGS_LIMIT = 4
MEMBERS_LIMIT = 100_000

_FIRST_PIECE = 1024
_PIECE = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ZSTD_MEMBER = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, or one to skip (RFC 8878)
_ZLIB_METHODS = frozenset(bytes([window << 4 | 8]) for window in range(8))
_GZIP_MEMBER = re.compile(re.escape(_GZIP_MAGIC))
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """A compression that bodies come in: what undoes it, if anything here does, and how its output begins.

    `decoded` gives None for what this coding never made.
    """

    decoded: Callable[[bytes, int], DecodedBody | None] | None = None
    magic: bytes = b""


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
    known = CODINGS.get(coding)
    if not data or coding == b"identity":
        return _bounded(data, limit)
    if known is None or known.decoded is None:
        return _bounded(data, limit, "unknown coding")
    decoded = known.decoded(data, limit)
    return _bounded(data, limit, "wrong label") if decoded is None else decoded


def _bounded(data: bytes, limit: int, *problems: str) -> DecodedBody:
    return DecodedBody(body=data[:limit], problems=problems, overlong=len(data) > limit)


def _gunzipped(data: bytes, limit: int) -> DecodedBody | None:
    if not _begins(data, _GZIP_MAGIC):
        return None
    return _decompressed(partial(zlib.decompressobj, 16 + zlib.MAX_WBITS), data, limit, member=_GZIP_MEMBER)


def _undeflated(data: bytes, limit: int) -> DecodedBody | None:
    """RFC 9110 means the zlib format by `deflate`; some servers send the bare stream, some gzip."""
    if data.startswith(_GZIP_MAGIC):
        return _gunzipped(data, limit)
    wbits = zlib.MAX_WBITS if _begins_as_zlib(data) else -zlib.MAX_WBITS
    decoded = _decompressed(partial(zlib.decompressobj, wbits), data, limit)
    return None if decoded.problems and _looks_plain(data) else decoded


def _unbrotlied(data: bytes, limit: int) -> DecodedBody | None:
    decoded = _decompressed(_BrotliStream, data, limit)
    nothing_in_it = "damaged" in decoded.problems and not decoded.body
    return None if nothing_in_it or (decoded.problems and _looks_plain(data)) else decoded


def _unzstded(data: bytes, limit: int) -> DecodedBody | None:
    if not (_begins(data, _ZSTD_MAGIC) or _ZSTD_MEMBER.match(data)):
        return None
    return _decompressed(ZstdDecompressor, data, limit, member=_ZSTD_MEMBER)


_GZIP = Coding(decoded=_gunzipped, magic=_GZIP_MAGIC)
CODINGS: dict[bytes, Coding] = {
    b"gzip": _GZIP,
    b"x-gzip": _GZIP,
    b"deflate": Coding(decoded=_undeflated),
    b"br": Coding(decoded=_unbrotlied),
    b"zstd": Coding(decoded=_unzstded, magic=_ZSTD_MAGIC),
    b"compress": Coding(),
    b"x-compress": Coding(),
}


def _begins(data: bytes, magic: bytes) -> bool:
    """Whether `data` starts with `magic`, or was cut within it."""
    return magic.startswith(data[: len(magic)])


def _begins_as_zlib(data: bytes) -> bool:
    """Whether a zlib header stands there: deflate, a known window, a check (RFC 1950, section 2.2)."""
    return data[:1] in _ZLIB_METHODS and int.from_bytes(data[:2]) % 31 == 0


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
    new_stream: Callable[[], _Stream], data: bytes, limit: int, *, member: re.Pattern[bytes] | None = None
) -> DecodedBody:
    """All that `data` holds: one stream, or several that each begin with `member`."""
    body, at, problem = bytearray(), 0, f"more than {MEMBERS_LIMIT} members"
    for _ in range(MEMBERS_LIMIT):
        stream, room = new_stream(), limit + 1 - len(body)
        out, end, sound = _output(stream, data, at, room)
        if not sound:
            return _bounded(
                bytes(body) + _salvaged(new_stream(), data[at:end], data[end:], room), limit, "damaged"
            )
        body += out
        at = end - len(stream.unused_data)
        if not stream.eof and len(body) <= limit:
            return _bounded(bytes(body), limit, "cut short")
        if at == len(data) or len(body) > limit:
            return _bounded(bytes(body), limit)
        if member is None or not member.match(data, at):
            problem = "bytes after the end"
            break
    return _bounded(bytes(body), limit, problem)


def _output(
    stream: _Stream, data: bytes, at: int, room: int, *, step: int = _FIRST_PIECE
) -> tuple[bytes, int, bool]:
    """What `stream` gives for the data from `at` on, where its reading ended, and whether without a fault.

    The pieces grow, so that what is handed back behind the end of a small stream is small too.
    """
    out = bytearray()
    while at < len(data) and len(out) < room and not stream.eof:
        try:
            out += stream.decompress(data[at : at + step], room - len(out))
        except _FAULTS:
            return bytes(out), at, False
        at, step = min(at + step, len(data)), min(step * 2, _PIECE)
    return bytes(out), at, True


def _salvaged(stream: _Stream, sound: bytes, rest: bytes, room: int) -> bytes:
    """What comes before the fault in `rest`, which takes with it all that the same call has decoded."""
    out = stream.decompress(sound, room)
    for at in range(min(len(rest), _PIECE)):
        try:
            out += stream.decompress(rest[at : at + 1], room - len(out))
        except _FAULTS:
            break
    return out
