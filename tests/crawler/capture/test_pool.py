"""Idle connections: not for long, and not many."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from crawler.capture.connection import Connection
from crawler.capture.dialing import Route
from crawler.capture.pool import IDLE_PER_ROUTE, Pool
from tests.crawler.capture.server import WireServer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

HERE, THERE = (Route(scheme="http", host=host, port=80) for host in ("here.example", "there.example"))


@asynccontextmanager
async def connections(pool: Pool, count: int) -> AsyncIterator[list[Connection]]:
    """Open connections to one server; those that the pool still has are closed with it."""
    server = WireServer({})
    async with server.running():
        loop = asyncio.get_running_loop()
        made = [await loop.create_connection(Connection, "127.0.0.1", server.port) for _ in range(count)]
        yield [connection for _transport, connection in made]
        await pool.close()


def test_no_more_are_kept_than_allowed_in_all() -> None:
    async def check() -> None:
        pool = Pool(most=2)
        async with connections(pool, 3) as (first, second, third):
            pool.put(HERE, first)
            pool.put(THERE, second)
            pool.put(THERE, third)
            assert [one.usable for one in (first, second, third)] == [True, True, False]
            assert pool.take(HERE) is first
            assert pool.take(THERE) is second

    asyncio.run(check())


def test_no_more_are_kept_than_one_route_needs() -> None:
    async def check() -> None:
        pool = Pool()
        async with connections(pool, IDLE_PER_ROUTE + 1) as made:
            for one in made:
                pool.put(HERE, one)
            assert [one.usable for one in made] == [True] * IDLE_PER_ROUTE + [False]

    asyncio.run(check())


def test_what_nobody_takes_is_closed_when_the_next_is_put() -> None:
    async def check() -> None:
        pool = Pool(idle_seconds=0.05)
        async with connections(pool, 2) as (forgotten, fresh):
            pool.put(HERE, forgotten)
            await asyncio.sleep(0.1)
            assert forgotten.usable
            pool.put(THERE, fresh)
            assert not forgotten.usable
            assert pool.take(THERE) is fresh

    asyncio.run(check())
