"""Heads are read whatever servers get away with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.http1.head import NotHttp, head_end, parse_response_head

NAMES = st.from_regex(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+", fullmatch=True)
VALUES = st.from_regex(rb"([!-~\x80-\xff]([ \t!-~\x80-\xff]*[!-~\x80-\xff])?)?", fullmatch=True)


@given(
    status=st.integers(100, 999),
    reason=VALUES,
    fields=st.lists(st.tuples(NAMES, VALUES), max_size=8),
    eol=st.sampled_from([b"\r\n", b"\n", b"\r\r\n"]),
    body=st.binary(max_size=30),
)
def test_a_head_is_read_as_it_was_written(
    status: int, reason: bytes, fields: list[tuple[bytes, bytes]], eol: bytes, body: bytes
) -> None:
    lines = [b"HTTP/1.1 %d %s" % (status, reason), *(name + b": " + value for name, value in fields)]
    raw = eol.join([*lines, b"", b""])
    head = parse_response_head(raw + body)
    assert (head.version, head.status, head.reason) == (b"HTTP/1.1", status, reason)
    assert list(head.headers) == fields
    assert head.size == len(raw)


@pytest.mark.parametrize(
    ("line", "status", "reason"),
    [
        (b"HTTP/1.1 200 OK", 200, b"OK"),
        (b"HTTP/1.0 404", 404, b""),
        (b"HTTP/1.1 200 ", 200, b""),
        (b"HTTP/1.1  200   Very  OK ", 200, b"Very  OK"),
        (b"http/1.1 200 ok", 200, b"ok"),
        (b"HTTP/1.1 200\tOK", 200, b"OK"),
        (b"HTTP/1.1 200 \xc4\x90\xc6\xb0\xe1\xbb\xa3c", 200, b"\xc4\x90\xc6\xb0\xe1\xbb\xa3c"),
        (b"\r\nHTTP/1.1 200 OK", 200, b"OK"),
        (b"ICY 200 OK", 200, b"OK"),
        (b"HTTP/1.1 200OK", 200, b"OK"),
    ],
)
def test_odd_status_lines_are_read(line: bytes, status: int, reason: bytes) -> None:
    head = parse_response_head(line + b"\r\nA: b\r\n\r\n")
    assert (head.status, head.reason, head.headers) == (status, reason, ((b"A", b"b"),))


@pytest.mark.parametrize(
    "raw", [b"", b"<html>", b"HTTP/1.1 OK\r\n\r\n", b"HTTP/1.1 20", b"HTTP/1.1 2000 OK", b"200 OK\r\n\r\n"]
)
def test_bytes_without_a_status_are_no_head(raw: bytes) -> None:
    with pytest.raises(NotHttp):
        parse_response_head(raw)


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (b"A: 1\r\na: 2\r\nA: 3\r\n", [(b"A", b"1"), (b"a", b"2"), (b"A", b"3")]),
        (b"A:1\r\nB:\r\nC :\t3 \t\r\n", [(b"A", b"1"), (b"B", b""), (b"C", b"3")]),
        (b"A: 1\r\n 2\r\n\t3\r\nB: 4\r\n", [(b"A", b"1 2 3"), (b"B", b"4")]),
        (b"no colon\r\nA: 1\r\n", [(b"A", b"1")]),
        (b"no colon\r\n of: this\r\nA: 1\r\n", [(b"no colon of", b"this"), (b"A", b"1")]),
        (b" A: 1\r\nB: 2\r\n", [(b"B", b"2")]),
        (b": nameless\r\nA: 1\r\n", [(b"A", b"1")]),
        (b"A: 1:2\r\n", [(b"A", b"1:2")]),
        (b"\xe1\xbb\x87: \xff\r\n", [(b"\xe1\xbb\x87", b"\xff")]),
    ],
)
def test_odd_fields_are_read(lines: bytes, fields: list[tuple[bytes, bytes]]) -> None:
    assert list(parse_response_head(b"HTTP/1.1 200 OK\r\n" + lines + b"\r\n").headers) == fields


def test_values_of_a_field_are_found_whatever_its_case() -> None:
    head = parse_response_head(b"HTTP/1.1 200 OK\r\nSet-Cookie: a\r\nSET-COOKIE: b\r\n\r\n")
    assert head.values(b"set-cookie") == [b"a", b"b"]


def test_a_cut_head_is_read_as_far_as_it_goes() -> None:
    head = parse_response_head(b"HTTP/1.1 200 OK\r\nA: 1\r\nB: 2")
    assert head.headers == ((b"A", b"1"), (b"B", b"2"))
    assert head.size == 27


@pytest.mark.parametrize(
    "raw", [b"a\r\n\r\nb", b"a\n\nbcd", b"a\r\n\nbc", b"a\n\r\nbc", b"\r\n\r\na\r\n\r\nb", b"\n\n\na\n\nb"]
)
def test_a_head_ends_with_its_blank_line(raw: bytes) -> None:
    end = head_end(raw)
    assert end is not None
    assert raw[end:].startswith(b"b")
