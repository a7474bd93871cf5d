"""Revisit records: when a response is one, and in which shape it replays.

pywb and ReplayWeb.page find the original by target URI and date, and show an empty page for a 304 head in the
block. So both are named, and a 304's head is kept apart, in a metadata record under a name of its own.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.warc.dates import warc_date

if TYPE_CHECKING:
    from archive.http1.head import ResponseHead
    from archive.model import Capture, Exchange

IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
NOT_MODIFIED_SUFFIX = "/server-not-modified"


def is_not_modified(head: ResponseHead | None, original: Capture | None) -> bool:
    return original is not None and head is not None and head.status == HTTPStatus.NOT_MODIFIED


def is_identical(
    head: ResponseHead | None, digest: str, exchange: Exchange, original: Capture | None
) -> bool:
    """Only a whole 200 whose payload is that of a whole 200: an error page's return is news of its own."""
    return (
        original is not None
        and head is not None
        and head.status == original.status == HTTPStatus.OK
        and digest == original.digest
        and exchange.truncated is None
        and original.truncated is None
    )


def revisit_fields(profile: str, original: Capture) -> tuple[tuple[str, str], ...]:
    return (
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{original.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.captured_at)),
    )


def validators(head: ResponseHead) -> tuple[tuple[str, str], ...]:
    """The claims that a 304 repeats, under the names WARC 1.1 gives them (section 6.7.3)."""
    named = ((b"etag", "WARC-ETag"), (b"last-modified", "WARC-Last-Modified"))
    return tuple((field, value.decode("latin-1")) for name, field in named for value in head.values(name)[:1])
