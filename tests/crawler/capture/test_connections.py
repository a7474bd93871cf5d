"""Connections: used again where that is safe, replaced where they went stale, over either family."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadFailedError

from crawler.capture.sockets import connected_socket
from tests.crawler.capture.server import AFTER, WireServer, listening, read_request
from tests.crawler.capture.wire import case, sized
from tests.crawler.capture.wire_recorder import Kept, capturing

if TYPE_CHECKING:
    from collections.abc import Sequence


async def fetched(server: WireServer, paths: Sequence[str], *, method: str = "GET", pause: float = 0) -> Kept:
    async with server.running(), capturing() as (handler, kept):
        for path in paths:
            request = Request(f"http://127.0.0.1:{server.port}/{path}", method=method)
            await handler.download_request(request)
            await asyncio.sleep(pause)
        return kept


def test_a_connection_is_used_again() -> None:
    server = WireServer({})
    asyncio.run(fetched(server, ["a", "b", "c"]))
    assert server.connections == 1


def test_surplus_ends_a_connection() -> None:
    server = WireServer({"surplus": case("surplus", sized() + b"x")})
    asyncio.run(fetched(server, ["surplus", "b"]))
    assert server.connections == 2


def test_what_may_not_be_repeated_gets_a_connection_of_its_own() -> None:
    server = WireServer({})
    asyncio.run(fetched(server, ["a", "b"], method="POST"))
    assert server.connections == 2


def test_a_server_that_closed_meanwhile_is_asked_on_a_new_connection() -> None:
    server = WireServer({"a": case("a", sized(), then="close")})
    kept = asyncio.run(fetched(server, ["a", "b"], pause=0.02))
    assert [block[-len(AFTER) :] for block in kept.blocks[1:]] == [AFTER]
    assert server.connections == 2


async def served(second: bytes) -> tuple[Kept, list[bytes]]:
    """What is kept of two requests where the second is read on the connection of the first, answered by
    `second`, and the connection closed; and what was asked.
    """
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await read_request(reader))
        writer.write(sized(body=b"%d" % len(asked)))
        asked.append(await read_request(reader))
        writer.write(second)
        await writer.drain()
        writer.close()

    async with listening(serve) as port, capturing() as (handler, kept):
        await handler.download_request(Request(f"http://127.0.0.1:{port}/"))
        with suppress(DownloadFailedError):
            await handler.download_request(Request(f"http://127.0.0.1:{port}/"))
    return kept, asked


def test_a_stale_connection_is_replaced_once_and_leaves_no_trace() -> None:
    """The server reads the second request and then closes without an answer."""
    kept, _ = asyncio.run(served(b""))
    assert kept.blocks == [sized(body=b"1"), sized(body=b"3")]
    assert not kept.outcomes


def test_an_answer_cut_in_its_head_is_kept_and_not_asked_for_again() -> None:
    cut = b"HTTP/1.1 500 Broken\r\nX-Cut: he"
    kept, asked = asyncio.run(served(cut))
    assert len(asked) == 2
    assert kept.blocks == [sized(body=b"1"), cut]
    assert kept.exchanges[1].truncated == "disconnect"


def test_what_is_no_answer_on_a_used_connection_is_kept_and_asked_for_on_a_new_one() -> None:
    """It may be the late rest of the answer before, which must not cost the next page."""
    kept, asked = asyncio.run(served(b"left over from before\n"))
    assert len(asked) == 3
    assert kept.blocks == [sized(body=b"1"), sized(body=b"3")]
    assert kept.unreadable == [b"left over from before\n"]
    assert [outcome.kind for outcome in kept.outcomes] == ["protocol"]


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no IPv6 here")
def test_ipv6_is_spoken() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert b"Host: [::1]:" in await read_request(reader)
        writer.write(sized(body=AFTER))
        await writer.drain()

    async def fetch() -> Kept:
        async with listening(serve, host="::1") as port, capturing() as (handler, kept):
            assert (await handler.download_request(Request(f"http://[::1]:{port}/"))).body == AFTER
            return kept

    assert asyncio.run(fetch()).exchanges[0].ip == "::1"


def test_the_first_address_that_answers_wins() -> None:
    """Nothing listens on the first two; the second is of a network that leads nowhere (RFC 5737)."""

    async def connect() -> tuple[str, int]:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        with socket.create_server(("127.0.0.1", 0)) as listening:
            there: tuple[str, int] = listening.getsockname()
            with await connected_socket([("127.0.0.1", port), ("192.0.2.1", 9), there]) as connected:
                assert connected.getpeername() == there
        return there

    assert asyncio.run(connect())


def test_no_address_answers() -> None:
    async def connect() -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        await connected_socket([("127.0.0.1", port)] * 3)

    with pytest.raises(ConnectionRefusedError):
        asyncio.run(connect())
