"""One connection to a server or proxy, on which requests are answered one after the other."""

from __future__ import annotations

import asyncio
import select
import ssl
from typing import TYPE_CHECKING, Literal, cast

from archive.errors import RecordingFailed

if TYPE_CHECKING:
    from archive.http1.response import ResponseReader

HANDSHAKE_TIMEOUT = 30.0
UNREADABLE_FOR = 2.0  # seconds that what is no HTTP is listened to: its end is that of the connection

# How the wait for an answer came to its end: the reader had enough, the peer closed in order, the connection
# broke, or time was up.
Ending = Literal["enough", "closed", "broke", "late"]


class Connection(asyncio.Protocol):
    """Sends a request, feeds a reader with what comes back, and tells how that ended.

    Bytes that come when none are awaited would poison the next response: they end the connection.
    """

    def __init__(self) -> None:
        self._reader: ResponseReader | None = None
        self._ending: asyncio.Future[Ending] | None = None
        self._alarms: list[asyncio.TimerHandle] = []
        self._transport: asyncio.Transport | None = None
        self._gone = asyncio.Event()
        self._in_tls = False
        self.tls: str | None = None
        self.ip: str | None = None
        self.first_byte_at: float | None = None

    @property
    def usable(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Goes on inside TLS. Raises ssl.SSLError and OSError, and then the connection is closed."""
        loop = asyncio.get_running_loop()
        transport = await loop.start_tls(
            self._started(), self, context, server_hostname=host, ssl_handshake_timeout=HANDSHAKE_TIMEOUT
        )
        self._transport = cast("asyncio.Transport", transport)
        self._in_tls = True

    def still_usable(self) -> bool:
        """Whether neither an end nor bytes that nobody asked for have come meanwhile; if so, it is closed.

        The loop may not have read them yet, but the socket tells that they wait there.
        """
        if self.usable:
            waiting = select.poll()
            waiting.register(self._started().get_extra_info("socket"), select.POLLIN)
            if waiting.poll(0):
                self.close()
        return self.usable

    def tls_session(self) -> ssl.SSLObject:
        return cast("ssl.SSLObject", self._started().get_extra_info("ssl_object"))

    async def roundtrip(self, request: bytes, reader: ResponseReader, *, deadline: float) -> Ending:
        """Sends `request` and feeds `reader` until the answer ends, or `deadline` on the loop's clock.

        Raises RecordingFailed where what arrives cannot be written to the reader's file.
        """
        loop = asyncio.get_running_loop()
        self._reader, self._ending, self.first_byte_at = reader, loop.create_future(), None
        self._alarms = [loop.call_at(deadline, self._end, "late")]
        try:
            if self.usable:
                self._started().write(request)
            else:
                self._end("broke")
            return await self._ending
        finally:
            for alarm in self._alarms:
                alarm.cancel()
            self._reader = self._ending = None

    def close(self) -> None:
        """Closes at once: nothing is in flight that anybody waits for."""
        if self._transport is not None:
            self._transport.abort()

    async def closed(self) -> None:
        self.close()
        await self._gone.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self.ip = transport.get_extra_info("peername")[0]

    def data_received(self, data: bytes) -> None:
        if self._reader is None:
            self.close()
            return
        reader, loop = self._reader, asyncio.get_running_loop()
        if self.first_byte_at is None:
            self.first_byte_at = loop.time()
        readable = not reader.unreadable
        try:
            enough = reader.feed(data)
        except OSError as fault:
            self._fail(RecordingFailed(f"a response cannot be spooled: {fault}"))
            return
        if enough:
            self._end("enough")
        elif readable and reader.unreadable:
            self._alarms.append(loop.call_later(UNREADABLE_FOR, self._end, "enough"))

    def eof_received(self) -> bool:
        self._end("closed" if self._ended_in_order() else "broke")
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._end("broke" if exc or self._in_tls else "closed")
        self._gone.set()

    def _ended_in_order(self) -> bool:
        """Whether TLS said goodbye (RFC 9112, section 9.8): the loop tells all ends alike."""
        if not self._in_tls:
            return True
        try:
            return not self.tls_session().read(1)
        except ssl.SSLError:
            return False

    def _started(self) -> asyncio.Transport:
        if self._transport is None:
            raise RuntimeError("the connection has no transport yet")
        return self._transport

    def _end(self, ending: Ending) -> None:
        if self._ending is not None and not self._ending.done():
            self._ending.set_result(ending)
        self._reader = None  # what comes from now on belongs to no response

    def _fail(self, fault: RecordingFailed) -> None:
        if self._ending is not None and not self._ending.done():
            self._ending.set_exception(fault)
        self.close()
