"""The records that one HTTP exchange becomes, in the order they are written.

The response or its revisit comes last: while it is missing the exchange is not in the archive, so a crash in
between leaves nothing that claims to be a capture. All carry the same date and name the response's record.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from archive.http1.head import head_end
from archive.warc.answers import identical, in_full, is_identical, is_not_modified, not_modified
from archive.warc.digests import digest_of
from archive.warc.own_names import own_name_beside
from archive.warc.records import NewRecord, document, new_record_id, written_uri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.http1.head import ResponseHead
    from archive.model import Capture, Exchange
    from archive.warc.answers import Answer, Received
    from archive.warc.own_names import OwnKind

RESPONSE_TYPE = "application/http; msgtype=response"
REQUEST_TYPE = "application/http; msgtype=request"
UNREADABLE_TYPE = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRecords:
    """What to write, `answer` last, and the HTTP head in that one's block, if there is one."""

    beside: tuple[NewRecord, ...]
    answer: NewRecord
    head: ResponseHead | None


def records_of_exchange(came: Received, original: Capture | None) -> ExchangeRecords:
    """`original` is the whole page that the server may have meant or repeated, in a response of its own."""
    if original is not None and original.type != "response":
        raise ValueError(f"{original.record_id} is a revisit itself and holds no body")
    exchange = came.exchange
    apart: list[tuple[OwnKind, bytes]] = [("interim", exchange.interim)] if exchange.interim else []
    if original is not None and is_not_modified(came):
        answer = not_modified(came, original)
        apart.append(("not-modified", came.start))
    elif original is not None and is_identical(came, original):
        answer = identical(came, original)
    else:
        answer = in_full(came)
    last = _answer_record(exchange, came.head, answer)
    return ExchangeRecords(
        beside=(
            _request_record(exchange, last.record_id),
            *(_record_apart(kind, raw, exchange, last.record_id) for kind, raw in apart),
        ),
        answer=last,
        head=answer.head,
    )


def records_without_status(came: Exchange, outcome_id: str) -> tuple[NewRecord, ...]:
    """The request, and the bytes that came without a readable status, beside the outcome that tells of them.

    They are no response that a replay could serve, so they do not lie under the page's URL.
    """
    raw = came.response.read()
    truncated = () if came.truncated is None else (("WARC-Truncated", came.truncated),)
    fields = (*_beside(outcome_id), *_connection_fields(came, None), *truncated)
    target = own_name_beside("unreadable", outcome_id)
    return (
        _request_record(came, outcome_id),
        document("metadata", target, UNREADABLE_TYPE, raw, came.started_at, fields),
    )


def _answer_record(exchange: Exchange, head: ResponseHead | None, answer: Answer) -> NewRecord:
    return NewRecord(
        type=answer.type,
        record_id=new_record_id(),
        target_uri=written_uri(exchange.url),
        date=exchange.started_at,
        content_type=RESPONSE_TYPE,
        block=answer.block,
        length=answer.length,
        block_digest=answer.digest,
        payload_digest=answer.payload_digest,
        fields=(*_connection_fields(exchange, head), *answer.fields),
    )


def _request_record(exchange: Exchange, record_id: str) -> NewRecord:
    raw = exchange.request
    body = raw[head_end(raw) or len(raw) :]
    return NewRecord(
        type="request",
        record_id=new_record_id(),
        target_uri=written_uri(exchange.url),
        date=exchange.started_at,
        content_type=REQUEST_TYPE,
        block=BytesIO(raw),
        length=len(raw),
        block_digest=digest_of(raw),
        payload_digest=digest_of(body),
        fields=_beside(record_id),
    )


def _record_apart(kind: OwnKind, raw: bytes, exchange: Exchange, record_id: str) -> NewRecord:
    """HTTP bytes that replay must not find under the page's own URL."""
    target = own_name_beside(kind, record_id)
    return document("metadata", target, RESPONSE_TYPE, raw, exchange.started_at, _beside(record_id))


def _beside(record_id: str) -> tuple[tuple[str, str], ...]:
    return (("WARC-Concurrent-To", f"<{record_id}>"),)


def _connection_fields(exchange: Exchange, head: ResponseHead | None) -> Iterator[tuple[str, str]]:
    if exchange.ip is not None:
        yield "WARC-IP-Address", exchange.ip
    if head is not None:
        yield "WARC-Protocol", head.version.decode("ascii", "replace").lower()
    if exchange.tls is not None:
        yield "Kalla-TLS", exchange.tls
