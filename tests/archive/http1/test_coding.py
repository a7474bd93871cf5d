"""Codings are undone as far as the bytes allow, and no further than the limit."""

import gzip
import sys
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http1.coding import ACCEPTED_CODINGS, MEMBERS_LIMIT, decode_body

if sys.version_info >= (3, 14):
    from compression.zstd import compress as zstd_compress
else:
    from backports.zstd import compress as zstd_compress

PAGE = b"<html>" + b"".join(b"<p>%d</p>" % n for n in range(3000))
GZIP = gzip.compress(PAGE, mtime=0)
LIMIT = 1_000_000


def raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


def windowed(body: bytes, wbits: int) -> bytes:
    """In the zlib format, with a window of 2 to the power of `wbits`."""
    stream = zlib.compressobj(wbits=wbits)
    return stream.compress(body) + stream.flush()


SKIPPABLE = b"\x5a\x2a\x4d\x18\x03\0\0\0xyz"  # RFC 8878, section 3.1.2

ENCODERS = {b"gzip": gzip.compress, b"deflate": zlib.compress, b"br": brotli.compress}

CODED = {coding: encode(PAGE) for coding, encode in ENCODERS.items()}


@pytest.mark.parametrize("coding", ACCEPTED_CODINGS.encode().split(b", "))
def test_a_coding_that_is_asked_for_is_undone(coding: bytes) -> None:
    assert decode_body(CODED[coding], [coding], limit=LIMIT).body == PAGE


@given(body=st.binary(max_size=200), codings=st.lists(st.sampled_from(sorted(ENCODERS)), max_size=3))
def test_what_was_coded_is_undone(body: bytes, codings: list[bytes]) -> None:
    payload = body
    for coding in codings:
        payload = ENCODERS[coding](payload)
    decoded = decode_body(payload, codings, limit=LIMIT)
    assert (decoded.body, decoded.problems, decoded.overlong) == (body, (), False)


@pytest.mark.parametrize("coding", sorted(ENCODERS))
@given(data=st.data())
def test_a_cut_stream_gives_a_prefix(coding: bytes, data: st.DataObject) -> None:
    payload = CODED[coding]
    cut = data.draw(st.integers(8, len(payload) - 1))
    decoded = decode_body(payload[:cut], [coding], limit=LIMIT)
    assert PAGE.startswith(decoded.body)
    assert decoded.problems == (f"{coding.decode()}: cut short",)


@given(at=st.integers(1000, len(GZIP) - 9))
def test_a_damaged_stream_gives_what_comes_before_the_damage(at: int) -> None:
    damaged = GZIP[:at] + b"\xff\xff\xff\xff\xff\xff\xff\xff" + GZIP[at + 8 :]
    decoded = decode_body(damaged, [b"gzip"], limit=LIMIT)
    assert decoded.problems
    sound = zlib.decompressobj(31).decompress(GZIP[: at - 300])
    assert decoded.body.startswith(sound)


def test_a_wrong_checksum_costs_nothing() -> None:
    decoded = decode_body(GZIP[:-8] + bytes(8), [b"gzip"], limit=LIMIT)
    assert decoded.body == PAGE
    assert decoded.problems == ("gzip: damaged",)


@pytest.mark.parametrize("coding", [b"gzip", b"x-gzip", b"deflate", b"br", b"zstd"])
@pytest.mark.parametrize("plain", [PAGE, b"\xef\xbb\xbf<!doctype html>", b'{"a": 1}', "Đại sứ".encode()])
def test_a_wrong_label_leaves_the_bytes_as_they_are(coding: bytes, plain: bytes) -> None:
    decoded = decode_body(plain, [coding], limit=LIMIT)
    assert decoded.body == plain
    assert decoded.problems == (f"{coding.decode()}: wrong label",)


@pytest.mark.parametrize(
    ("payload", "codings"),
    [
        (raw_deflate(PAGE), [b"deflate"]),
        (GZIP, [b"deflate"]),
        *((windowed(PAGE, wbits), [b"deflate"]) for wbits in range(9, 16)),
        (b"".join(gzip.compress(PAGE[at : at + 20]) for at in range(0, len(PAGE), 20)), [b"gzip"]),
        (SKIPPABLE + zstd_compress(PAGE[:50]) + SKIPPABLE + zstd_compress(PAGE[50:]), [b"zstd"]),
        (gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:]), [b"gzip"]),
        (PAGE, [b"identity"]),
    ],
)
def test_what_servers_mean_is_understood(payload: bytes, codings: list[bytes]) -> None:
    assert decode_body(payload, codings, limit=LIMIT).body == PAGE
    assert not decode_body(payload, codings, limit=LIMIT).problems


@pytest.mark.parametrize(
    ("payload", "codings", "problem"),
    [
        (GZIP + b"<!-- cached -->", [b"gzip"], "gzip: bytes after the end"),
        (GZIP, [b"gzip", b"gzip"], "gzip: wrong label"),
        (GZIP, [b"gzip", b"utf-8"], "utf-8: unknown coding"),
        (PAGE, [b"caf\xe9"], "café: unknown coding"),
    ],
)
def test_what_is_wrong_is_said(payload: bytes, codings: list[bytes], problem: str) -> None:
    decoded = decode_body(payload, codings, limit=LIMIT)
    assert decoded.body == PAGE
    assert decoded.problems == (problem,)


@pytest.mark.parametrize("coding", sorted(ENCODERS))
def test_a_bomb_goes_off_within_the_limit(coding: bytes) -> None:
    bomb = ENCODERS[coding](bytes(5_000_000))
    decoded = decode_body(bomb, [coding], limit=1000)
    assert decoded.body == bytes(1000)
    assert decoded.overlong


def test_a_bomb_of_bombs_goes_off_within_the_limit() -> None:
    bomb = gzip.compress(gzip.compress(bytes(5_000_000)))
    assert len(decode_body(bomb, [b"gzip", b"gzip"], limit=1000).body) == 1000


def test_many_members_and_many_codings_are_bounded() -> None:
    many = gzip.compress(b"a", mtime=0) * (MEMBERS_LIMIT + 1)
    decoded = decode_body(many, [b"gzip"], limit=LIMIT)
    assert len(decoded.body) == MEMBERS_LIMIT
    assert decoded.problems == (f"gzip: more than {MEMBERS_LIMIT} members",)
    assert decode_body(GZIP, [b"gzip"] * 20, limit=LIMIT).body == GZIP


def test_an_empty_payload_is_an_empty_body() -> None:
    assert decode_body(b"", [b"gzip", b"br"], limit=LIMIT).problems == ()
