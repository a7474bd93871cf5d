"""Head, payload and body of a block as a record holds it."""

import gzip
import io

import pytest

from archive.http1 import NotHttp, body_of, payload_of, payload_pieces, read_response_head

PAGE = b"<p>Xin ch\xc3\xa0o</p>" * 9000
GZIP = gzip.compress(PAGE, mtime=0)


def block(fields: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n" + body


def chunked(body: bytes, end: bytes = b"0\r\nX-Sum: 1\r\n\r\n") -> bytes:
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(part), part) for part in (body[:9], body[9:])) + end


CHUNKED_GZIP = block(b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", chunked(GZIP))


def test_the_payload_is_without_chunks_and_still_coded() -> None:
    assert payload_of(CHUNKED_GZIP) == GZIP


def test_the_body_is_without_codings() -> None:
    assert body_of(CHUNKED_GZIP, limit=10**6).body == PAGE


def test_a_coding_for_transfer_is_undone_too() -> None:
    raw = block(b"Transfer-Encoding: gzip, chunked\r\n", chunked(GZIP))
    assert body_of(raw, limit=10**6).body == PAGE


def test_pieces_make_the_payload() -> None:
    pieces = list(payload_pieces(io.BytesIO(CHUNKED_GZIP)))
    assert b"".join(pieces) == GZIP
    plain = list(payload_pieces(io.BytesIO(block(b"", PAGE))))
    assert b"".join(plain) == PAGE
    assert max(map(len, plain)) <= 64 * 1024


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


def test_a_head_is_read_from_a_file_and_no_more() -> None:
    file = io.BytesIO(block(b"X: " + b"y" * 20_000 + b"\r\n", b"body"))
    head = read_response_head(file)
    assert head.headers == ((b"X", b"y" * 20_000),)
    assert file.read() == b"body"


def test_what_is_no_message_says_so() -> None:
    with pytest.raises(NotHttp):
        payload_of(b"<html>")
