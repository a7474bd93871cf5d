"""One response is cut out of a connection's bytes, the same in any writes."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http1.framing import LINE_LIMIT, LINE_TOO_LONG
from archive.http1.head import HEAD_LIMIT
from archive.http1.response import ResponseReader

HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


def read(*pieces: bytes, method: str = "GET", limit: int = 10**6) -> tuple[ResponseReader, bytes]:
    block = io.BytesIO()
    reader = ResponseReader(method, block, limit=limit)
    for piece in pieces:
        if reader.feed(piece):
            break
    return reader, block.getvalue()


@given(
    message=st.sampled_from(
        [
            RESPONSE,
            b"HTTP/1.1 200\n\ttab: 1\nContent-Length: 5\n\nhello",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            b"HTTP/1.1 204 No Content\r\n\r\n",
            b"HTTP/1.1 200 OK\r\r\nContent-Length: 5\r\r\n\r\r\nhello",
        ]
    ),
    before=st.sampled_from([b"", b"\r\n", HINTS, b"HTTP/1.1 100 Continue\r\n\r\n" + HINTS]),
    after=st.sampled_from([b"", b"x", b"\r\n", RESPONSE]),
    step=st.integers(1, 200),
)
def test_bytes_before_and_after_a_response_are_no_part_of_it(
    message: bytes, before: bytes, after: bytes, step: int
) -> None:
    wire = before + message + after
    reader, block = read(*(wire[at : at + step] for at in range(0, len(wire), step)))
    assert block == message
    assert bytes(reader.interim) == before
    assert reader.finished
    assert reader.payload in {b"hello", b""}
    assert not (reader.reusable and reader.surplus)


@pytest.mark.parametrize(
    ("head", "reusable"),
    [
        (b"HTTP/1.1 200 OK\r\n", True),
        (b"HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n", True),
        (b"HTTP/1.1 200 OK\r\nConnection: x, Close\r\n", False),
        (b"HTTP/1.0 200 OK\r\n", False),
        (b"HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\n", True),
        (b"ICY 200 OK\r\n", False),
    ],
)
def test_a_connection_is_used_again_where_both_sides_say_so(head: bytes, reusable: bool) -> None:
    reader, _ = read(head + b"Content-Length: 0\r\n\r\n")
    assert reader.finished
    assert reader.reusable == reusable


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_a_body_is_cut_exactly_at_the_limit(step: int) -> None:
    wire = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n" + b"a" * 50
    reader, block = read(*(wire[at : at + step] for at in range(0, len(wire), step)), limit=20)
    assert block == wire[:-30]
    assert reader.overlong
    assert not reader.finished


def test_a_body_as_long_as_the_limit_is_whole() -> None:
    reader, block = read(RESPONSE + b"surplus", limit=5)
    assert block == RESPONSE
    assert reader.finished
    assert not reader.overlong


@pytest.mark.parametrize("step", [1000, HEAD_LIMIT, 10 * HEAD_LIMIT])
def test_a_head_without_end_is_cut_at_the_limit(step: int) -> None:
    wire = b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2 * HEAD_LIMIT
    reader, _ = read(*(wire[at : at + step] for at in range(0, len(wire), step)))
    assert reader.overlong
    reader.read_cut_head()
    assert reader.head is not None
    assert reader.head.status == 200


def test_interim_answers_without_end_are_cut_at_the_limit() -> None:
    reader, _ = read(*[HINTS * 1000] * 20)
    assert reader.overlong
    assert reader.head is None


def test_switching_protocols_is_the_last_answer() -> None:
    reader, block = read(b"HTTP/1.1 101 Switching Protocols\r\n\r\n")
    assert reader.head is not None
    assert reader.finished
    assert not reader.reusable
    assert block


def test_what_is_no_response_is_refused_at_its_first_line() -> None:
    reader, block = read(b"<html>\n")
    assert reader.refused
    assert reader.head is None
    assert not block


@pytest.mark.parametrize(
    "wire",
    [
        b"<html>\n<p>Trang.</p>\n" * 9,
        b"HTTP/1.1 2000 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP1.1 200 OK\r\n\r\nhello",
        bytes(range(256)) * 3,
        HINTS + b"no status\r\n\r\nhello",
    ],
)
@pytest.mark.parametrize("step", [1, 1000])
def test_what_is_no_response_is_gathered_whole(wire: bytes, step: int) -> None:
    reader, block = read(*(wire[at : at + step] for at in range(0, len(wire), step)))
    assert reader.unreadable
    assert reader.received == wire
    assert not reader.overlong
    assert not block


def test_what_is_no_response_is_gathered_to_the_limit() -> None:
    reader, _ = read(*[b"<p>Trang.\n"] * 9, limit=25)
    assert reader.received == (b"<p>Trang.\n" * 9)[:25]
    assert reader.overlong


@pytest.mark.parametrize("end", [b"", b"0\r\nX-Sum: "])
def test_a_line_around_chunks_that_is_too_long_is_over_a_limit(end: bytes) -> None:
    reader, _ = read(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n" + end, b"5;" + b"x" * LINE_LIMIT
    )
    assert reader.refused == LINE_TOO_LONG
    assert reader.overlong
