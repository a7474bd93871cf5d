"""Head, payload and body of a block as a record holds it."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http1.message import body_of, message_in, payload_in

PAGE = b"<p>Xin ch\xc3\xa0o</p>" * 9000
GZIP = gzip.compress(PAGE, mtime=0)


def block(fields: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n" + body


def chunked(body: bytes, end: bytes = b"0\r\nX-Sum: 1\r\n\r\n") -> bytes:
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:])) + end


CHUNKED_GZIP = block(b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(GZIP))


def payload_of(*pieces: bytes) -> bytes:
    return b"".join(payload_in(message_in(pieces)))


def test_the_payload_is_without_chunks_and_still_coded() -> None:
    assert payload_of(CHUNKED_GZIP) == GZIP


def test_the_body_is_without_codings() -> None:
    assert body_of(CHUNKED_GZIP, limit=10**6).body == PAGE


def test_a_coding_for_transfer_is_undone_too() -> None:
    raw = block(b"Transfer-Encoding: gzip, chunked\r\n", chunked(GZIP))
    assert body_of(raw, limit=10**6).body == PAGE


@given(step=st.integers(1, 500), led_by=st.sampled_from([b"", b"\r\n", b"\r\n\r\n", b"\n\n\n"]))
def test_a_block_is_read_alike_in_any_pieces(step: int, led_by: bytes) -> None:
    raw = led_by + CHUNKED_GZIP
    message = message_in(raw[at : at + step] for at in range(0, len(raw), step))
    assert message.head
    assert message.head.values(b"content-encoding") == [b"gzip"]
    assert b"".join(payload_in(message)) == GZIP
    assert body_of(raw, limit=10**6).body == PAGE


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        (b"Content-Length: 3\r\nContent-Encoding: gzip\r\n", PAGE),
        (b"Transfer-Encoding: chunked\r\n", PAGE),
        (b"Content-Length: 999999\r\n", PAGE),
        (b"", PAGE),
    ],
)
def test_a_body_that_was_decoded_under_its_old_head_is_whole(fields: bytes, body: bytes) -> None:
    assert body_of(block(fields, body), limit=10**6).body == body


def test_a_cut_block_gives_what_it_has() -> None:
    assert PAGE.startswith(body_of(CHUNKED_GZIP[:-60], limit=10**6).body)
    assert payload_of(b"HTTP/1.1 200 OK\r\nContent-Le") == b""


def test_a_limit_holds() -> None:
    decoded = body_of(CHUNKED_GZIP, limit=10)
    assert (decoded.body, decoded.overlong) == (PAGE[:10], True)


def test_of_what_is_no_message_all_is_body() -> None:
    assert message_in([b"<html>"]).head is None
    assert body_of(b"<html>", limit=9).body == b"<html>"
