"""Which page an answer repeats: the last one, and for a 304 the one whose validator the request named."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING

import pytest

from archive.collection import Collection
from archive.model import Exchange
from archive.recorder import Recorder, offline_recorder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Capture

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
EARLY, LATE = b"Sun, 01 Mar 2026 08:00:00 GMT", b"Sun, 01 Mar 2026 09:00:00 GMT"
NOT_MODIFIED = b"HTTP/1.1 304 Not Modified\r\n\r\n"
minutes = count()


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    recorder = offline_recorder(Collection(root=tmp_path))
    yield recorder
    recorder.close()


def page(body: bytes, *fields: bytes) -> bytes:
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Content-Type: text/html", length, *fields, b"", body])


def kept(recorder: Recorder, response: bytes, *fields: bytes, method: str = "GET") -> Capture:
    lines = [method.encode() + b" /a HTTP/1.1", b"Host: nhandan.vn", *fields, b"", b""]
    return recorder.exchange(
        Exchange(
            url="https://nhandan.vn/a",
            method=method,
            started_at=NOON + timedelta(minutes=next(minutes)),
            request=b"\r\n".join(lines),
            response=BytesIO(response),
        )
    )


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        (b'If-None-Match: "a"', 0),
        (b'if-none-match: W/"a"', 0),
        (b'If-None-Match: "x", "a"', 0),
        (b'If-None-Match: "b"', 1),
        (b'If-None-Match: "x", W/"b", "a"', 1),
        (b"If-None-Match: *", 1),
        (b"If-None-Match: bare", 2),
        (b'If-None-Match: "x"', None),
        (b"If-Modified-Since: " + EARLY, 0),
        (b"If-Modified-Since: " + LATE, 1),
        (b'If-None-Match: "a"\r\nIf-Modified-Since: ' + LATE, 0),
        (b"X-None: 1", 1),
    ],
)
def test_a_304_repeats_the_page_that_was_asked_about(
    recorder: Recorder, field: bytes, meant: int | None
) -> None:
    bare = kept(recorder, page(b"c", b"ETag: bare"))
    pages = [
        kept(recorder, page(b"a", b'ETag: "a"', b"Last-Modified: " + EARLY)),
        kept(recorder, page(b"b", b'ETag: W/"b"', b"Last-Modified: " + LATE)),
        bare,
    ]
    answer = kept(recorder, NOT_MODIFIED, field)
    assert answer.refers_to == (None if meant is None else pages[meant].record_id)
    assert answer.type == ("response" if meant is None else "revisit")


def test_what_came_without_a_page_is_never_repeated(recorder: Recorder) -> None:
    whole = kept(recorder, page(b"a", b'ETag: "a"'))
    kept(recorder, page(b"", b'ETag: "a"'), method="HEAD")
    assert kept(recorder, NOT_MODIFIED).refers_to == whole.record_id
    assert kept(recorder, NOT_MODIFIED, b'If-None-Match: "a"').refers_to == whole.record_id


def test_a_200_repeats_the_last_page_whatever_was_asked(recorder: Recorder) -> None:
    kept(recorder, page(b"a", b'ETag: "a"'))
    last = kept(recorder, page(b"b", b'ETag: "b"'))
    again = kept(recorder, page(b"b", b'ETag: "b2"'), b'If-None-Match: "a"')
    assert (again.type, again.refers_to) == ("revisit", last.record_id)
