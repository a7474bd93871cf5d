"""A connected socket to the first of several addresses that answers (RFC 8305, happy eyeballs)."""

from __future__ import annotations

import asyncio
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.capture.addresses import Address

ATTEMPT_DELAY = 0.25
CONNECT_TIMEOUT = 30.0


async def connected_socket(addresses: Sequence[Address]) -> socket.socket:
    """A socket to one of `addresses`, each tried a moment after the one before, or once that has failed.

    Raises the first attempt's OSError where all fail, and TimeoutError after CONNECT_TIMEOUT seconds.
    """
    async with asyncio.timeout(CONNECT_TIMEOUT):
        if len(addresses) == 1:
            return await _connected(addresses[0])
        return await _race(addresses)


async def _race(addresses: Sequence[Address]) -> socket.socket:
    attempts: list[asyncio.Task[socket.socket]] = []
    winner = None
    try:
        while winner is None:
            if len(attempts) < len(addresses):
                attempts.append(asyncio.create_task(_connected(addresses[len(attempts)])))
            running = [attempt for attempt in attempts if not attempt.done()]
            if running:
                patience = ATTEMPT_DELAY if len(attempts) < len(addresses) else None
                await asyncio.wait(running, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            elif len(attempts) == len(addresses):
                winner = attempts[0]
            winner = next(filter(_connects, attempts), winner)
        return winner.result()
    finally:
        for attempt in attempts:
            if not attempt.done():
                attempt.cancel()
            elif _connects(attempt) and attempt is not winner:
                attempt.result().close()


def _connects(attempt: asyncio.Task[socket.socket]) -> bool:
    return attempt.done() and attempt.exception() is None


async def _connected(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with ExitStack() as failing:
        connecting = failing.enter_context(socket.socket(family, socket.SOCK_STREAM))
        connecting.setblocking(False)
        await asyncio.get_running_loop().sock_connect(connecting, address)
        failing.pop_all()
    return connecting
