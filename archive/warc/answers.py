"""In what form an answer is kept: in full, or as a revisit of an earlier one in the shape that replays.

pywb and ReplayWeb.page find a revisit's original by target URI and date, and show an empty page for a 304's
head in the block. So both are named, and that head is kept apart, under a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO, Literal

from archive.http1.message import message_in, payload_in
from archive.model import EMPTY_DIGEST
from archive.warc.dates import warc_date
from archive.warc.digests import RunningDigest, digest_of, passing
from archive.warc.records import BLOCK_PIECE

if TYPE_CHECKING:
    from archive.http1.head import ResponseHead
    from archive.model import Capture, Exchange

IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came in an exchange, read once.

    `start` reaches to the end of the response's head, which is None where it is not HTTP.
    """

    exchange: Exchange
    head: ResponseHead | None
    start: bytes
    length: int
    digest: str
    payload_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The block to write and what is said of it; `head` is the HTTP head in the block, if there is one."""

    type: Literal["response", "revisit"]
    block: BinaryIO
    head: ResponseHead | None
    length: int
    digest: str
    payload_digest: str
    fields: Fields = ()


def received(exchange: Exchange) -> Received:
    response = exchange.response
    response.seek(0)
    block, payload = RunningDigest(), RunningDigest()
    message = message_in(passing(iter(lambda: response.read(BLOCK_PIECE), b""), block))
    for piece in payload_in(message):
        payload.update(piece)
    return Received(
        exchange=exchange,
        head=message.head,
        start=message.start,
        length=response.tell(),
        digest=str(block),
        payload_digest=str(payload),
    )


def is_not_modified(came: Received) -> bool:
    return _is_whole(came, HTTPStatus.NOT_MODIFIED)


def is_identical(came: Received, original: Capture) -> bool:
    """Only a whole 200, as the original is one: an error page's return is news of its own."""
    return _is_whole(came, HTTPStatus.OK) and came.payload_digest == original.digest


def in_full(came: Received) -> Answer:
    truncated = came.exchange.truncated
    return Answer(
        type="response",
        block=came.exchange.response,
        head=came.head,
        length=came.length,
        digest=came.digest,
        payload_digest=came.payload_digest,
        fields=() if truncated is None else (("WARC-Truncated", truncated),),
    )


def identical(came: Received, original: Capture) -> Answer:
    """The new head, without the body."""
    head = came.start if came.head is None else came.start[: came.head.size]
    return Answer(
        type="revisit",
        block=BytesIO(head),
        head=came.head,
        length=len(head),
        digest=digest_of(head),
        payload_digest=original.digest,
        fields=_revisit_fields(IDENTICAL_PAYLOAD, original),
    )


def not_modified(came: Received, original: Capture) -> Answer:
    """An empty block, and the validators that the 304 repeats (WARC 1.1, section 6.7.3)."""
    return Answer(
        type="revisit",
        block=BytesIO(),
        head=None,
        length=0,
        digest=EMPTY_DIGEST,
        payload_digest=original.digest,
        fields=(*_revisit_fields(NOT_MODIFIED, original), *_validators(came.head)),
    )


def _is_whole(came: Received, status: HTTPStatus) -> bool:
    return came.head is not None and came.head.status == status and came.exchange.truncated is None


def _revisit_fields(profile: str, original: Capture) -> Fields:
    return (
        ("WARC-Profile", profile),
        ("WARC-Refers-To", f"<{original.record_id}>"),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.captured_at)),
    )


def _validators(head: ResponseHead | None) -> Fields:
    if head is None:
        return ()
    named = ((b"etag", "WARC-ETag"), (b"last-modified", "WARC-Last-Modified"))
    return tuple((field, value.decode("latin-1")) for name, field in named for value in head.values(name)[:1])
