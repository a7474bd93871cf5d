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


class Pool:
    """Idle connections by route; the one that was used last is taken first."""

    def __init__(self) -> None:
        self._idle: defaultdict[Route, list[tuple[float, Connection]]] = defaultdict(list)

    def take(self, route: Route) -> Connection | None:
        """An open connection, or None. The peer may close it at this very moment."""
        idle = self._idle.get(route)
        while idle:
            since, connection = idle.pop()
            if connection.usable and time.monotonic() - since < IDLE_SECONDS:
                return connection
            connection.close()
        self._idle.pop(route, None)
        return None

    def put(self, route: Route, connection: Connection) -> None:
        idle = self._idle[route]
        if len(idle) >= IDLE_PER_ROUTE:
            connection.close()
        else:
            idle.append((time.monotonic(), connection))

    async def close(self) -> None:
        connections = [connection for idle in self._idle.values() for _since, connection in idle]
        self._idle.clear()
        await asyncio.gather(*(connection.closed() for connection in connections))
