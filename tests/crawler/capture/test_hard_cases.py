"""Every hard case, plain and in TLS, straight and by proxy: kept whole, lost nowhere, poisoning none."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from scrapy import Request

from tests.crawler.capture.hard_codings import CODINGS
from tests.crawler.capture.hard_endings import ENDINGS
from tests.crawler.capture.hard_framing import FRAMING
from tests.crawler.capture.hard_heads import HEADS
from tests.crawler.capture.server import AFTER, PAUSE, TunnelProxy, WireServer
from tests.crawler.capture.wire_recorder import Kept, capturing

if TYPE_CHECKING:
    import ssl

    from scrapy.http import Response

    from tests.crawler.capture.wire import HardCase

CASES = {case.name: case for case in [*FRAMING, *HEADS, *CODINGS, *ENDINGS]}
AT_ONCE = 24


@dataclass
class Met:
    """What became of a case: what the spider got, and what was kept and sent meanwhile."""

    got: Response | Exception
    after: Response
    kept: Kept
    read_by_server: list[bytes]


@pytest.fixture(scope="module", params=["plain", "tls", "proxy", "tunnel"])
def met(request: pytest.FixtureRequest, tls: ssl.SSLContext) -> dict[str, Met]:
    """All cases met on one way, several at a time, each by a handler and a server of its own."""
    return asyncio.run(_met_all(request.param, tls))


async def _met_all(way: str, tls: ssl.SSLContext) -> dict[str, Met]:
    turn = asyncio.Semaphore(AT_ONCE)

    async def met(case: HardCase) -> Met:
        async with turn:
            return await _met(case, way, tls)

    return dict(zip(CASES, await asyncio.gather(*map(met, CASES.values())), strict=True))


async def _met(case: HardCase, way: str, tls: ssl.SSLContext) -> Met:
    async with AsyncExitStack() as stack:
        server = WireServer(CASES)
        await stack.enter_async_context(server.running(tls if way in {"tls", "tunnel"} else None))
        handler, kept = await stack.enter_async_context(capturing())
        base, meta = f"http{'s' if way == 'tls' else ''}://127.0.0.1:{server.port}", {}
        if way == "proxy":
            base, meta = "http://original.example", {"proxy": base}
        elif way == "tunnel":
            proxy = await stack.enter_async_context(TunnelProxy(server.port).running())
            base, meta = "https://original.example", {"proxy": f"http://127.0.0.1:{proxy.port}"}
        request = Request(f"{base}/{case.name}", method=case.method, meta=meta | dict(case.meta))
        got = await asyncio.gather(handler.download_request(request), return_exceptions=True)
        if len(case.pieces) > 1:
            await asyncio.sleep(5 * PAUSE)  # so the last of them comes while nothing is asked
        after = await handler.download_request(Request(f"{base}/after", meta=meta))
        assert not isinstance(got[0], BaseException) or isinstance(got[0], Exception)
        return Met(got=got[0], after=after, kept=kept, read_by_server=server.requests)


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_every_byte_is_kept(case: HardCase, met: dict[str, Met]) -> None:
    kept = met[case.name].kept
    exchange, block = kept.exchanges[0], kept.blocks[0]
    assert exchange.truncated == case.truncated
    if case.truncated:
        assert block
        assert case.block.startswith(block)
    else:
        assert hashlib.sha256(block).digest() == hashlib.sha256(case.block).digest()
    assert exchange.interim == case.interim
    assert [of.request for of in kept.exchanges] == met[case.name].read_by_server
    assert not kept.outcomes


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_every_page_is_given_that_its_bytes_allow(case: HardCase, met: dict[str, Met]) -> None:
    got = met[case.name].got
    if isinstance(case.body, bytes):
        assert not isinstance(got, Exception)
        assert (got.status, got.body, tuple(got.flags)) == (case.status, case.body, case.flags)
    else:
        assert isinstance(got, case.body)


@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_the_next_response_is_sound(case: HardCase, met: dict[str, Met]) -> None:
    assert met[case.name].after.body == AFTER
    assert met[case.name].kept.blocks[1].endswith(AFTER)


def test_there_are_enough_hard_cases() -> None:
    assert len(CASES) == len(FRAMING) + len(HEADS) + len(CODINGS) + len(ENDINGS) >= 45
