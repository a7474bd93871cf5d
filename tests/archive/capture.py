"""A capture to be varied: a test says what is other in its own, `replace(CAPTURE, status=404)`."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.model import Capture

CAPTURE = Capture(
    record_id="urn:uuid:1",
    url="https://nhandan.vn/x-post1.html",
    captured_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    status=200,
    mime="text/html",
    digest="sha1:A",
    warc="a.warc.gz",
    offset=1,
    length=1,
)
