"""A forward proxy on the loopback interface behind which the sample web's hosts live under their real names.

It takes plain requests in absolute form and CONNECT tunnels, and it never opens a connection of its own: a
host that is not played gets 502.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.sampleweb.ask import Ask
from crawler.sampleweb.certificates import new_authority, server_context
from crawler.sampleweb.exchange_log import ExchangeLog, SentExchange
from crawler.sampleweb.routing import HOSTS, reply_of
from crawler.sampleweb.state import StateFile, WebState
from crawler.sampleweb.wire import Habits, Reply, closes, read_request, reply_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.sampleweb.wire import Request

ESTABLISHED = b"HTTP/1.1 200 Connection established\r\n\r\n"
NOBODY = Reply(status=502, body=b"The sample web plays no such host.\n", content_type="text/plain")
UNKNOWN_METHOD = Reply(status=405, headers=(("Allow", "GET, HEAD"),), body=b"405\n")
HANGING_UP = (ConnectionError, ssl.SSLError, asyncio.LimitOverrunError, asyncio.CancelledError)
PLAIN = Habits(codings=(), framing="close", headers=())


class SampleWeb:
    """The proxy in a thread of its own; `state` changes the web, `exchanges` tells what was served."""

    def __init__(self, folder: Path, *, log: Path | None = None, state_file: Path | None = None) -> None:
        self.state = WebState()
        self.proxy_url = ""
        self._log = ExchangeLog(log)
        self._state_file = StateFile(state_file) if state_file else None
        self._authority = new_authority(folder, datetime.now(UTC))
        self._contexts: dict[str, ssl.SSLContext] = {}
        self._visits = 0
        self._conversations: set[asyncio.Task[None]] = set()

    @classmethod
    @contextlib.contextmanager
    def running(
        cls, *, port: int = 0, log: Path | None = None, state_file: Path | None = None
    ) -> Iterator[SampleWeb]:
        """Serve until the block ends; port 0 takes any free one."""
        with (
            tempfile.TemporaryDirectory(prefix="sampleweb-") as folder,
            contextlib.closing(asyncio.new_event_loop()) as loop,
        ):
            web = cls(Path(folder), log=log, state_file=state_file)
            server = loop.run_until_complete(asyncio.start_server(web._accept, "127.0.0.1", port))
            web.proxy_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            thread = threading.Thread(target=loop.run_forever, name="sample web", daemon=True)
            thread.start()
            try:
                yield web
            finally:
                asyncio.run_coroutine_threadsafe(web._close(server), loop).result(timeout=10)
                loop.call_soon_threadsafe(loop.stop)
                thread.join()

    @property
    def exchanges(self) -> tuple[SentExchange, ...]:
        return tuple(self._log.exchanges)

    @property
    def authority_file(self) -> Path:
        """The certificate that vouches for every host; who wants to check TLS trusts this."""
        return self._authority.certificate_file

    async def _close(self, server: asyncio.Server) -> None:
        server.close()
        for conversation in self._conversations:
            conversation.cancel()
        await asyncio.gather(*self._conversations, return_exceptions=True)
        await server.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._conversations.add(task)
            task.add_done_callback(self._conversations.discard)
        # A client may leave whenever it likes: that ends its conversation and no other.
        with contextlib.suppress(*HANGING_UP):
            await self._converse(reader, writer)
        writer.close()
        # A task that ends as cancelled makes asyncio 3.11 log an error for its connection.
        with contextlib.suppress(ConnectionError, ssl.SSLError, asyncio.CancelledError):
            await writer.wait_closed()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tunnel: str | None = None
        while (request := await read_request(reader)) is not None:
            if request.method == "CONNECT" and tunnel is None:
                tunnel = await self._open_tunnel(request, writer)
                if tunnel is None:
                    return
            elif not await self._serve(request, writer, tunnel):
                return

    async def _open_tunnel(self, request: Request, writer: asyncio.StreamWriter) -> str | None:
        host, _, port = request.target.partition(":")
        host = host.lower()
        if host not in HOSTS or port != "443":
            await self._send(
                request, writer, Ask(scheme="connect", host=host, target="", headers={}, visit=0)
            )
            return None
        writer.write(ESTABLISHED)
        await writer.start_tls(self._context(host))
        return host

    async def _serve(self, request: Request, writer: asyncio.StreamWriter, tunnel: str | None) -> bool:
        """Answer one request; False when the connection ends with it."""
        self._visits += 1
        url = urlsplit(f"https://{tunnel}{request.target}" if tunnel else request.target)
        target = f"{url.path or '/'}?{url.query}" if url.query else url.path or "/"
        ask = Ask(
            scheme=url.scheme,
            host=(url.hostname or "").lower(),
            target=target,
            headers=request.headers,
            visit=self._visits,
        )
        return await self._send(request, writer, ask)

    async def _send(self, request: Request, writer: asyncio.StreamWriter, ask: Ask) -> bool:
        reply, habits = self._reply(request, ask)
        now = datetime.now(UTC)
        response = reply_bytes(request, reply, habits, now)
        self._log.note(
            SentExchange(
                at=now,
                scheme=ask.scheme,
                host=ask.host,
                path=ask.target,
                method=request.method,
                status=reply.status,
                request=request.raw,
                response=response,
            )
        )
        writer.write(response)
        await writer.drain()
        return not closes(request, reply, habits)

    def _reply(self, request: Request, ask: Ask) -> tuple[Reply, Habits]:
        host = HOSTS.get(ask.host)
        if host is None or ask.scheme == "connect":
            return NOBODY, PLAIN
        if (mistake := self._mistake_in_state_file()) is not None:
            return Reply(status=500, body=f"{mistake}\n".encode(), content_type="text/plain"), PLAIN
        if request.method not in {"GET", "HEAD"}:
            return UNKNOWN_METHOD, PLAIN
        return reply_of(host, ask, self.state), host.habits

    def _mistake_in_state_file(self) -> str | None:
        """Take over what the state file says; a person may be in the middle of writing it."""
        if self._state_file is not None:
            try:
                self._state_file.apply(self.state)
            except (ValueError, OSError) as error:
                return f"The state file cannot be followed: {error}"
        return None

    def _context(self, host: str) -> ssl.SSLContext:
        if host not in self._contexts:
            self._contexts[host] = server_context(self._authority, host)
        return self._contexts[host]
