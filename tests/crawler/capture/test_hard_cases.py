"""Every hard case, plain and inside TLS, straight and through proxies: kept whole, lost nowhere, poisoning none."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import AsyncExitStack
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

    from crawler.capture.handler import CapturingDownloadHandler
    from tests.crawler.capture.wire import HardCase

CASES = {case.name: case for case in [*FRAMING, *HEADS, *CODINGS, *ENDINGS]}
WAYS = ["plain", "tls", "proxy", "tunnel"]


def test_there_are_enough_hard_cases() -> None:
    assert len(CASES) == len(FRAMING) + len(HEADS) + len(CODINGS) + len(ENDINGS) >= 45


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("case", CASES.values(), ids=str)
def test_every_byte_is_kept_and_every_page_given(case: HardCase, way: str, tls: ssl.SSLContext) -> None:
    asyncio.run(_check(case, way, tls))


async def _check(case: HardCase, way: str, tls: ssl.SSLContext) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(
            WireServer(CASES).running(tls if way in {"tls", "tunnel"} else None)
        )
        handler, kept = await stack.enter_async_context(capturing())
        base, meta = f"http{'s' if way == 'tls' else ''}://127.0.0.1:{server.port}", {}
        if way == "proxy":
            base, meta = "http://original.example", {"proxy": base}
        elif way == "tunnel":
            proxy = await stack.enter_async_context(TunnelProxy(server.port).running())
            base, meta = "https://original.example", {"proxy": f"http://127.0.0.1:{proxy.port}"}
        request = Request(f"{base}/{case.name}", method=case.method, meta=meta | dict(case.meta))
        await _fetch(handler, request, case)
        if len(case.pieces) > 1:
            await asyncio.sleep(5 * PAUSE)  # so the last of them comes while nothing is asked
        after = await handler.download_request(Request(f"{base}/after", meta=meta))
        assert after.body == AFTER
        _compare(case, kept, server)


async def _fetch(handler: CapturingDownloadHandler, request: Request, case: HardCase) -> None:
    if not isinstance(case.body, bytes):
        with pytest.raises(case.body):
            await handler.download_request(request)
        return
    response = await handler.download_request(request)
    assert response.status == case.status
    assert response.body == case.body
    assert tuple(response.flags) == case.flags


def _compare(case: HardCase, kept: Kept, server: WireServer) -> None:
    exchange, block = kept.exchanges[0], kept.blocks[0]
    assert exchange.truncated == case.truncated
    if case.truncated:
        assert block
        assert case.block.startswith(block)
    else:
        assert hashlib.sha256(block).digest() == hashlib.sha256(case.block).digest()
    assert exchange.interim == case.interim
    assert [kept_exchange.request for kept_exchange in kept.exchanges] == server.requests
    assert not kept.outcomes
