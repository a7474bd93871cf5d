"""The records that one HTTP exchange becomes, in the order they are written.

The response or its revisit comes last: while it is missing the exchange is not in the archive, so a crash in
between leaves nothing that claims to be a capture. All carry the same date and name the response's record.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, BinaryIO

from archive.http1.head import HEAD_LIMIT, head_end
from archive.warc.captures import CaptureFields
from archive.warc.digests import EMPTY_DIGEST, RunningDigest, digest_of, passing
from archive.warc.http_payload import message_in, payload_in
from archive.warc.members import PIECE
from archive.warc.records import NewRecord, document, new_record_id, written_uri
from archive.warc.revisits import (
    IDENTICAL_PAYLOAD,
    NOT_MODIFIED,
    is_identical,
    is_not_modified,
    revisit_fields,
    validators,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.http1.head import ResponseHead
    from archive.model import Capture, Exchange

RESPONSE_TYPE = "application/http; msgtype=response"
REQUEST_TYPE = "application/http; msgtype=request"
INTERIM = "urn:kalla:interim:"
NOT_MODIFIED_HEAD = "urn:kalla:not-modified:"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRecords:
    """What to write, and what the last record's capture is made of."""

    records: tuple[NewRecord, ...]
    capture: CaptureFields
    block_start: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A response block read once."""

    start: bytes
    length: int
    digest: str
    payload_digest: str
    head: ResponseHead | None


def records_of_exchange(exchange: Exchange, revisit_of: Capture | None) -> ExchangeRecords:
    """`revisit_of` is the capture whose body the server may have meant or repeated, a full response."""
    if revisit_of is not None and revisit_of.type != "response":
        raise ValueError(f"{revisit_of.record_id} is a revisit itself and holds no body")
    answer = _answer(exchange, revisit_of)
    facts = (("WARC-Concurrent-To", f"<{answer.record_id}>"),)
    before = [_request(exchange, facts)]
    if exchange.interim:
        before.append(_apart(INTERIM, exchange.interim, exchange, answer.record_id))
    if dict(answer.fields).get("WARC-Profile") == NOT_MODIFIED:
        before.append(_apart(NOT_MODIFIED_HEAD, _all_of(exchange.response), exchange, answer.record_id))
    answer.block.seek(0)
    return ExchangeRecords(
        records=(*before, answer),
        capture=_capture_fields(answer),
        block_start=answer.block.read(HEAD_LIMIT),
    )


def _answer(exchange: Exchange, original: Capture | None) -> NewRecord:
    block = _read_block(exchange.response)
    body, length, digest, payload = exchange.response, block.length, block.digest, block.payload_digest
    fields = list(_connection_fields(exchange, block.head))
    if original is not None and block.head is not None:
        if is_not_modified(block.head, original):
            body, length, digest, payload = BytesIO(), 0, EMPTY_DIGEST, original.digest
            fields += [*revisit_fields(NOT_MODIFIED, original), *validators(block.head)]
        elif is_identical(block.head, payload, exchange, original):
            head = block.start[: block.head.size]
            body, length, digest = BytesIO(head), len(head), digest_of(head)
            fields += revisit_fields(IDENTICAL_PAYLOAD, original)
    if exchange.truncated is not None:
        fields.append(("WARC-Truncated", exchange.truncated))
    return NewRecord(
        type="revisit" if body is not exchange.response else "response",
        record_id=new_record_id(),
        target_uri=written_uri(exchange.url),
        date=exchange.started_at,
        content_type=RESPONSE_TYPE,
        block=body,
        length=length,
        block_digest=digest,
        payload_digest=payload,
        fields=tuple(fields),
    )


def _request(exchange: Exchange, facts: tuple[tuple[str, str], ...]) -> NewRecord:
    raw = exchange.request
    return NewRecord(
        type="request",
        record_id=new_record_id(),
        target_uri=written_uri(exchange.url),
        date=exchange.started_at,
        content_type=REQUEST_TYPE,
        block=BytesIO(raw),
        length=len(raw),
        block_digest=digest_of(raw),
        payload_digest=digest_of(raw[head_end(raw) or len(raw) :]),
        fields=facts,
    )


def _apart(name: str, raw: bytes, exchange: Exchange, record_id: str) -> NewRecord:
    """HTTP bytes that replay must not find under the page's own URL."""
    target = name + record_id.removeprefix("urn:uuid:")
    fields = (("WARC-Concurrent-To", f"<{record_id}>"),)
    return document("metadata", target, RESPONSE_TYPE, raw, exchange.started_at, fields)


def _connection_fields(exchange: Exchange, head: ResponseHead | None) -> Iterator[tuple[str, str]]:
    if exchange.ip is not None:
        yield "WARC-IP-Address", exchange.ip
    if head is not None:
        yield "WARC-Protocol", head.version.decode("ascii", "replace").lower()
    if exchange.tls is not None:
        yield "Kalla-TLS", exchange.tls


def _read_block(response: BinaryIO) -> _Block:
    response.seek(0)
    block, payload = RunningDigest(), RunningDigest()
    message = message_in(passing(iter(lambda: response.read(PIECE), b""), block))
    for piece in payload_in(message):
        payload.update(piece)
    return _Block(
        start=message.start,
        length=response.tell(),
        digest=str(block),
        payload_digest=str(payload),
        head=message.head,
    )


def _all_of(response: BinaryIO) -> bytes:
    response.seek(0)
    return response.read()


def _capture_fields(answer: NewRecord) -> CaptureFields:
    fields = dict(answer.fields)
    refers_to = fields.get("WARC-Refers-To")
    return CaptureFields(
        record_id=answer.record_id,
        url=answer.target_uri or "",
        captured_at=answer.date,
        type="revisit" if answer.type == "revisit" else "response",
        digest=answer.payload_digest or "",
        truncated=fields.get("WARC-Truncated"),
        refers_to=None if refers_to is None else refers_to.strip("<>"),
        profile=fields.get("WARC-Profile"),
    )
