"""The end of a body is found whatever the writes it comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http1.framing import LINE_LIMIT, ChunkedBody, CloseDelimitedBody, Framing, framing_of
from archive.http1.head import parse_response_head


def framed(fields: bytes, *, status: int = 200, method: str = "GET") -> Framing:
    return framing_of(parse_response_head(b"HTTP/1.1 %d X\r\n%s\r\n" % (status, fields)), method)


def fed(framing: Framing, *pieces: bytes) -> tuple[int, bytes]:
    """How many bytes were taken, and the payload in them."""
    taken, payload = 0, b""
    for piece in pieces:
        used, parts = framing.feed(piece)
        taken += used
        payload += b"".join(parts)
        if framing.finished or framing.broken:
            break
    return taken, payload


@given(
    chunks=st.lists(st.binary(min_size=1, max_size=40), max_size=5),
    extension=st.sampled_from([b"", b";a", b' ; a="b"', b"  "]),
    trailer=st.sampled_from([b"", b"X: y\r\n", b"X: y\r\nZ:\r\n"]),
    step=st.integers(1, 30),
)
def test_chunks_are_undone_whatever_the_writes(
    chunks: list[bytes], extension: bytes, trailer: bytes, step: int
) -> None:
    wire = b"".join(b"%x%s\r\n%s\r\n" % (len(chunk), extension, chunk) for chunk in chunks)
    wire += b"0%s\r\n%s\r\n" % (extension, trailer)
    written = wire + b"HTTP/1.1"
    framing = framed(b"Transfer-Encoding: chunked\r\n")
    taken, payload = fed(framing, *(written[at : at + step] for at in range(0, len(written), step)))
    assert (taken, payload) == (len(wire), b"".join(chunks))
    assert framing.finished
    assert framing.payload_complete
    assert framing.reliable


@given(cut=st.integers(0, 30))
def test_cut_chunks_are_known_to_be_cut(cut: int) -> None:
    wire = b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
    framing = framed(b"Transfer-Encoding: chunked\r\n")
    _, payload = fed(framing, wire[:cut])
    assert b"hello world".startswith(payload)
    assert framing.finished == framing.whole_if_closed == (cut >= len(wire))
    assert framing.payload_complete == (cut >= wire.index(b"0\r\n\r\n") + 3)


@pytest.mark.parametrize(
    "wire", [b"<html>\nabc", b"face it\n", b"\r\n5\r\nhello", b"abcdef 12345\n", b"-1\r\n"]
)
def test_a_wrong_chunked_label_is_passed_over(wire: bytes) -> None:
    for step in (1, 2, len(wire)):
        framing = framed(b"Transfer-Encoding: chunked\r\n")
        taken, payload = fed(framing, *(wire[at : at + step] for at in range(0, len(wire), step)))
        assert (taken, payload) == (len(wire), wire)
        assert framing.whole_if_closed
        assert not framing.reliable


@pytest.mark.parametrize("line", [b"zz", b"5 5", b"x" * 30, b"5;" + b"x" * LINE_LIMIT])
def test_a_broken_chunk_line_ends_what_can_be_told(line: bytes) -> None:
    framing = ChunkedBody(otherwise=CloseDelimitedBody())
    _, payload = fed(framing, b"2\r\nab\r\n", line, b"\r\n")
    assert payload == b"ab"
    assert framing.broken
    assert not framing.payload_complete


@pytest.mark.parametrize(
    ("fields", "size", "reliable"),
    [
        (b"Content-Length: 5\r\n", 5, True),
        (b"Content-Length: 0\r\n", 0, True),
        (b"Content-Length: 5, 5\r\n", 5, True),
        (b"Content-Length: 5\r\nContent-Length: 5\r\n", 5, True),
        (b"Content-Length: 3\r\nContent-Length: 5\r\n", 5, False),
        (b"Content-Length: 5\r\nContent-Length: -1\r\n", 5, True),
        (b"Content-Length: 5x\r\n", None, False),
        (b"Content-Length: " + b"0" * 5000 + b"5\r\n", 5, True),
        (b"Content-Length: " + b"9" * 5000 + b"\r\n", None, True),
        (b"", None, False),
        (b"Transfer-Encoding: gzip\r\n", None, False),
        (b"Transfer-Encoding: gzip\r\nContent-Length: 5\r\n", None, False),
        (b"Transfer-Encoding: identity\r\nContent-Length: 5\r\n", 5, True),
    ],
)
def test_lengths_are_believed_as_far_as_they_agree(fields: bytes, size: int | None, reliable: bool) -> None:
    framing = framed(fields)
    taken, _ = fed(framing, b"0123456789")
    assert taken == (10 if size is None else size)
    assert framing.finished == (size is not None)
    assert framing.reliable == reliable


@pytest.mark.parametrize("digits", [19, 20, 5000])
def test_a_length_that_nothing_has_is_never_reached(digits: int) -> None:
    framing = framed(b"Content-Length: 1" + b"0" * (digits - 1) + b"\r\n")
    fed(framing, b"abc")
    assert not framing.whole_if_closed


@pytest.mark.parametrize(
    ("size", "trailer"),
    [
        (b"0" * 40 + b"3", b""),
        (b"3;" + b"x" * 100_000, b""),
        (b"3", b"X-Sum: " + b"x" * 100_000 + b"\r\n"),
    ],
)
@pytest.mark.parametrize("step", [1000, 10**6])
def test_long_lines_around_chunks_are_read(size: bytes, trailer: bytes, step: int) -> None:
    wire = size + b"\r\nabc\r\n0\r\n" + trailer + b"\r\n"
    framing = ChunkedBody(otherwise=CloseDelimitedBody())
    pieces = (wire[at : at + step] for at in range(0, len(wire), step))
    assert fed(framing, *pieces) == (len(wire), b"abc")
    assert framing.finished


def test_any_of_contradicting_lengths_may_be_the_right_one() -> None:
    framing = framed(b"Content-Length: 3, 5\r\n")
    fed(framing, b"abc")
    assert framing.whole_if_closed
    fed(framing, b"d")
    assert not framing.whole_if_closed


@pytest.mark.parametrize(
    ("status", "method"), [(204, "GET"), (304, "GET"), (200, "HEAD"), (101, "GET"), (200, "CONNECT")]
)
def test_some_responses_have_no_body_whatever_they_announce(status: int, method: str) -> None:
    framing = framed(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", status=status, method=method)
    assert framing.finished
    assert fed(framing, b"HTTP/1.1") == (0, b"")


def test_transfer_encoding_wins_over_length_and_ends_the_connection() -> None:
    framing = framed(b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n")
    assert fed(framing, b"5\r\nhello\r\n0\r\n\r\n") == (15, b"hello")
    assert framing.finished
    assert not framing.reliable
