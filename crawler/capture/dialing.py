"""A connection to where a request goes: straight or through a proxy, inside TLS where the scheme says so."""

from __future__ import annotations

import asyncio
import io
import ssl
import time
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.http1.response import ResponseReader
from crawler.capture.addresses import checked_addresses, forbidden_address, is_address
from crawler.capture.connection import Connection
from crawler.capture.sockets import connected_socket
from crawler.capture.tls import accepting_context, refusal, tls_facts, verifying_context
from crawler.capture.unanswered import Unanswered

if TYPE_CHECKING:
    from crawler.capture.proxy import Proxy

REFUSAL_REMEMBERED = 3600.0  # seconds until a certificate that was not valid is verified again
PROXY_HEAD_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where a request goes, and by which way: connections are shared within one route only."""

    scheme: str
    host: str
    port: int
    proxy: Proxy | None = None

    @property
    def authority(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Dialer:
    """Makes connections, and remembers which hosts' certificates were refused and why."""

    def __init__(self, *, private_allowed: bool, invalid_allowed: bool) -> None:
        self._private_allowed = private_allowed
        self._invalid_allowed = invalid_allowed
        self._refusals: dict[tuple[str, int], tuple[float, str]] = {}

    async def dial(self, route: Route, *, deadline: float) -> Connection:
        """A fresh connection over which `route`'s host can be asked.

        Raises Unanswered. `deadline` is on the loop's clock.
        """
        try:
            async with asyncio.timeout_at(deadline):
                if route.scheme == "https":
                    return await self._dial_tls(route, deadline)
                return await self._dial_plain(route, deadline)
        except TimeoutError as fault:
            raise Unanswered("timeout", f"no connection to {route.authority}") from fault
        except OSError as fault:
            raise Unanswered("refused", f"{route.authority}: {fault.strerror or fault}") from fault

    async def _dial_plain(self, route: Route, deadline: float) -> Connection:
        """A connection before TLS: to the host itself, to a plain proxy, or through a proxy's tunnel."""
        if route.proxy is None:
            addresses = await checked_addresses(route.host, route.port, private_allowed=self._private_allowed)
        else:
            self._check_literal(route.host)
            addresses = await checked_addresses(route.proxy.host, route.proxy.port, private_allowed=True)
        loop = asyncio.get_running_loop()
        connected = await connected_socket(addresses)
        _transport, connection = await loop.create_connection(Connection, sock=connected)
        if route.proxy is not None:
            connection.ip = None  # the proxy's, and nobody here knows the server's
            if route.scheme == "https":
                with ExitStack() as failing:
                    failing.callback(connection.close)
                    await _open_tunnel(connection, route, route.proxy, deadline)
                    failing.pop_all()
        return connection

    def _check_literal(self, host: str) -> None:
        """A proxy looks names up itself, but an address in the URL needs no looking up."""
        reason = forbidden_address(host) if is_address(host) else None
        if reason and not self._private_allowed:
            raise Unanswered("unsafe", f"{host}: {reason}")

    async def _dial_tls(self, route: Route, deadline: float) -> Connection:
        known = self._known_refusal(route)
        if known is None:
            connection = await self._dial_plain(route, deadline)
            try:
                await connection.start_tls(verifying_context(), _server_name(route.host))
            except ssl.SSLError as fault:
                known = refusal(fault)
                self._refusals[route.host, route.port] = (time.monotonic(), known)
            except (OSError, ValueError) as fault:  # a name that cannot be an SNI is a ValueError
                raise Unanswered("tls", f"{route.authority}: {fault}") from fault
            else:
                connection.tls = tls_facts(connection.tls_session(), "certificate valid")
                return connection
        if not self._invalid_allowed:
            raise Unanswered("tls", f"{route.authority}: {known}")
        connection = await self._dial_plain(route, deadline)
        try:
            await connection.start_tls(accepting_context(), _server_name(route.host))
        except OSError as fault:
            raise Unanswered("tls", f"{route.authority}: {fault}") from fault
        connection.tls = tls_facts(connection.tls_session(), known)
        return connection

    def _known_refusal(self, route: Route) -> str | None:
        at, reason = self._refusals.get((route.host, route.port), (0.0, None))
        return reason if reason and time.monotonic() - at < REFUSAL_REMEMBERED else None


def _server_name(host: str) -> str:
    return host.removesuffix(".")


async def _open_tunnel(connection: Connection, route: Route, proxy: Proxy, deadline: float) -> None:
    """Asks `proxy` for a tunnel. Neither the question nor its answer is part of any exchange."""
    lines = [f"CONNECT {route.authority} HTTP/1.1".encode(), f"Host: {route.authority}".encode()]
    if proxy.authorization:
        lines.append(b"Proxy-Authorization: " + proxy.authorization)
    reader = ResponseReader("CONNECT", io.BytesIO(), limit=PROXY_HEAD_LIMIT)
    await connection.roundtrip(b"\r\n".join([*lines, b"", b""]), reader, deadline=deadline)
    if reader.head is None or reader.head.status // 100 != 2:  # noqa: PLR2004 - RFC 9110, section 9.3.6: any 2xx
        answer = f"{reader.head.status} {reader.head.reason.decode('latin-1')}" if reader.head else "nothing"
        raise Unanswered("refused", f"the proxy {proxy.host} answered {answer} for {route.authority}")
