"""Servers on loopback that write exactly the bytes of a hard case, and keep what they read."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.crawler.capture.wire import sized

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from pathlib import Path

    from tests.crawler.capture.wire import HardCase

PAUSE = 0.002  # long enough for the peer to read one piece before the next is written
AFTER = b"what comes after it"


def serving_context(certificate: Path) -> ssl.SSLContext:
    """HTTP/2 is offered first, so a client that took it would be noticed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2", "http/1.1"])
    return context


@asynccontextmanager
async def listening(
    serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
    *,
    host: str = "127.0.0.1",
    context: ssl.SSLContext | None = None,
) -> AsyncIterator[int]:
    """A port on which `serve` answers each connection, which ends with it, in TLS without a goodbye."""
    serving: set[asyncio.Task[None]] = set()

    async def tracked(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        serving.add(task)
        try:
            await serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            serving.discard(task)
            writer.transport.abort()

    server = await asyncio.start_server(tracked, host, 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        await asyncio.sleep(PAUSE)  # the loop closes sockets a turn after they are aborted


class WireServer:
    """Plays the cases by the last part of the path, as an origin or as a plain proxy."""

    def __init__(self, cases: Mapping[str, HardCase]) -> None:
        self._cases = cases
        self.requests: list[bytes] = []
        self.connections = 0
        self.port = 0

    @asynccontextmanager
    async def running(self, context: ssl.SSLContext | None = None) -> AsyncIterator[WireServer]:
        async with listening(self._serve, context=context) as self.port:
            yield self

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        while await self._answer(reader, writer):
            pass

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = await read_request(reader)
        self.requests.append(request)
        # What is no case is a sound page.
        case = self._cases.get(request.split()[1].rpartition(b"/")[2].decode())
        pieces = case.pieces if case else (sized(body=AFTER),)
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(PAUSE if len(pieces) > 1 else 0)
        if case and case.then == "reset":
            await asyncio.sleep(10 * PAUSE)
            reset(writer)
        if case and case.then == "close":
            writer.close()  # in TLS with a goodbye
            await writer.wait_closed()
        return case is None or case.then == "keep"


async def read_request(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), b":0"
    )
    return head + await reader.readexactly(int(length.split(b":")[1]))


def reset(writer: asyncio.StreamWriter) -> None:
    """Ends the connection by RST instead of FIN."""
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


class TunnelProxy:
    """An HTTP proxy that knows CONNECT only, and leads every tunnel to one port on loopback."""

    def __init__(self, target: int, authorization: bytes | None = None) -> None:
        self._target = target
        self._authorization = authorization
        self.requests: list[bytes] = []
        self.port = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[TunnelProxy]:
        async with listening(self._tunnel) as self.port:
            yield self

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_request(reader)
        self.requests.append(request)
        if self._authorization and b"Proxy-Authorization: " + self._authorization not in request:
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        writer.write(b"HTTP/1.1 200 Connection established\r\nX-Proxy: yes\r\n\r\n")
        pumps = [asyncio.create_task(_pump(reader, back)), asyncio.create_task(_pump(there, writer))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            back.transport.abort()
            for pump in pumps:
                pump.cancel()


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        reset(writer)
