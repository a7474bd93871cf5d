"""The pages on loopback, in a process of their own: `/gzip/N` and `/plain/N` for any number N.

Prints its port and serves until standard input ends.
"""

from __future__ import annotations

import asyncio
import re
import sys
from typing import cast

from benchmarks.capture.pages import responses

_REQUEST = re.compile(rb"GET /(gzip|plain)/(\d+) HTTP/1\.[01]\r\n")
_NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


class Serving(asyncio.Protocol):
    """Answers one request after the other on a connection; none here has a body."""

    made = responses()

    def __init__(self) -> None:
        self._received = bytearray()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n") + 4) > 3:
            asked = _REQUEST.match(bytes(self._received[:end]))
            del self._received[:end]
            self._transport.write(self._response(asked) if asked else _NOT_FOUND)

    def _response(self, asked: re.Match[bytes]) -> bytes:
        pages = self.made[asked[1].decode()]
        return pages[int(asked[2]) % len(pages)]


async def serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Serving, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(serve())
