"""Connections between two requests: kept for the next one on the same route, not for long and not many."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.capture.connection import Connection
    from crawler.capture.dialing import Route

IDLE_SECONDS = 60.0
IDLE_PER_ROUTE = 8
IDLE_IN_ALL = 64


class Pool:
    """Idle connections by route; the one that was used last is taken first."""

    def __init__(self, *, idle_seconds: float = IDLE_SECONDS, most: int = IDLE_IN_ALL) -> None:
        self._idle_seconds = idle_seconds
        self._most = most
        self._idle: defaultdict[Route, list[tuple[float, Connection]]] = defaultdict(list)

    def take(self, route: Route) -> Connection | None:
        """An open connection, or None. The peer may close it at this very moment."""
        idle = self._idle.get(route)
        while idle:
            since, connection = idle.pop()
            if connection.usable and time.monotonic() - since < self._idle_seconds:
                return connection
            connection.close()
        self._idle.pop(route, None)
        return None

    def put(self, route: Route, connection: Connection) -> None:
        """Keep a connection for a while, and close those whose while is over."""
        now = time.monotonic()
        self._close_older_than(now - self._idle_seconds)
        in_all = sum(map(len, self._idle.values()))
        if in_all >= self._most or len(self._idle[route]) >= IDLE_PER_ROUTE:
            connection.close()
        else:
            self._idle[route].append((now, connection))

    def _close_older_than(self, oldest: float) -> None:
        for route, idle in list(self._idle.items()):
            while idle and idle[0][0] <= oldest:
                idle.pop(0)[1].close()
            if not idle:
                del self._idle[route]

    async def close(self) -> None:
        connections = [connection for idle in self._idle.values() for _since, connection in idle]
        self._idle.clear()
        await asyncio.gather(*(connection.closed() for connection in connections))
