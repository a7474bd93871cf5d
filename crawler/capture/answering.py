"""The answer to an order, whole or as far as it came, ready to be recorded."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from dataclasses import dataclass, replace
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from archive.http1.response import ResponseReader
from archive.model import Exchange
from crawler.capture.pool import Pool
from crawler.capture.unanswered import Unanswered

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from archive.http1.head import ResponseHead
    from archive.model import OutcomeKind, Truncation
    from crawler.capture.connection import Connection, Ending
    from crawler.capture.dialing import Dialer
    from crawler.capture.order import Order

SPOOL_SIZE = 1024 * 1024
QUOTED_BYTES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response with a status: `exchange` for the record, `reader` with what the spider may have of it.

    Whoever takes an answer closes its `exchange.response`. `first_byte_at` is on the loop's clock.
    """

    exchange: Exchange
    head: ResponseHead
    reader: ResponseReader
    first_byte_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Attempt:
    started_at: datetime
    connection: Connection
    reader: ResponseReader
    block: BinaryIO
    ending: Ending
    first_byte_at: float


class Answering:
    """Gets orders answered over new and used connections."""

    def __init__(self, dialer: Dialer, *, now: Callable[[], datetime]) -> None:
        self._dialer, self._now = dialer, now
        self._pool = Pool()

    async def answer(self, order: Order) -> Answer:
        """Raises Unanswered where no status came back."""
        deadline = asyncio.get_running_loop().time() + order.timeout
        connection = (
            self._pool.take(order.route) if order.repeatable and not order.on_new_connection else None
        )
        if connection is not None and connection.still_usable():
            attempt = await self._attempt(connection, order, deadline)
            if not _was_stale(attempt):
                try:
                    return _settled(attempt, order)
                except Unanswered as fault:
                    fault.on_used_connection = attempt.reader.unreadable
                    raise
            attempt.block.close()
        connection = await self._dialer.dial(order.route, deadline=deadline)
        return _settled(await self._attempt(connection, order, deadline), order)

    async def close(self) -> None:
        await self._pool.close()

    async def _attempt(self, connection: Connection, order: Order, deadline: float) -> _Attempt:
        with ExitStack() as failing:
            block = failing.enter_context(SpooledTemporaryFile(max_size=SPOOL_SIZE))
            reader = ResponseReader(order.method, cast("BinaryIO", block), limit=order.maxsize)
            started_at = self._now()
            try:
                ending = await connection.roundtrip(order.sent, reader, deadline=deadline)
            finally:
                if reader.reusable and connection.usable:
                    self._pool.put(order.route, connection)
                else:
                    connection.close()
            failing.pop_all()
        return _Attempt(
            started_at=started_at,
            connection=connection,
            reader=reader,
            block=cast("BinaryIO", block),
            ending=ending,
            first_byte_at=connection.first_byte_at or 0.0,
        )


def _was_stale(attempt: _Attempt) -> bool:
    """Whether a used connection ended before a byte came: then the server had closed it meanwhile."""
    return attempt.connection.first_byte_at is None and attempt.ending != "late"


def _settled(attempt: _Attempt, order: Order) -> Answer:
    reader = attempt.reader
    if reader.head is None:
        reader.read_cut_head()
    if reader.head is None:
        attempt.block.close()
        raise _unanswered(attempt, order)
    attempt.block.seek(0)
    exchange = replace(
        _exchange(attempt, order, attempt.block),
        interim=bytes(reader.interim),
        truncated=_truncation(reader, attempt.ending),
    )
    return Answer(exchange=exchange, head=reader.head, reader=reader, first_byte_at=attempt.first_byte_at)


def _exchange(attempt: _Attempt, order: Order, response: BinaryIO) -> Exchange:
    return Exchange(
        url=order.url,
        method=order.method,
        started_at=attempt.started_at,
        request=order.recorded,
        response=response,
        ip=attempt.connection.ip,
        tls=attempt.connection.tls,
    )


def _truncation(reader: ResponseReader, ending: Ending) -> Truncation | None:
    if reader.finished or (ending == "closed" and reader.whole_if_closed):
        return None
    if reader.overlong:
        return "length"
    # Where the peer's framing is broken, it is we who hang up: what follows could not be told apart.
    return "time" if ending == "late" else "disconnect"


def _unanswered(attempt: _Attempt, order: Order) -> Unanswered:
    """Why there is no answer, with what came: the end of the connection is the end of what is no HTTP."""
    reader, received = attempt.reader, attempt.reader.received
    kinds: dict[Ending, OutcomeKind] = {"enough": "protocol", "late": "timeout"}
    kind = "protocol" if reader.unreadable else kinds.get(attempt.ending, "disconnect")
    said = reader.refused or f"{len(received)} bytes and no status"
    if not received:
        return Unanswered(kind, said)
    whole = reader.unreadable and attempt.ending == "closed"
    truncated = (
        None if whole else _truncation(reader, "late" if attempt.ending == "enough" else attempt.ending)
    )
    came = replace(_exchange(attempt, order, BytesIO(received)), truncated=truncated)
    return Unanswered(kind, f"{said}: {received[:QUOTED_BYTES]!r}", came)
