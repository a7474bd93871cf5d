"""Proxies: used with their credentials, which no record ever holds."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadConnectionRefusedError, UnsupportedURLSchemeError

from crawler.capture.proxy import proxy_of
from tests.crawler.capture.server import AFTER, TunnelProxy, WireServer
from tests.crawler.capture.wire_recorder import Kept, capturing

if TYPE_CHECKING:
    import ssl

CREDENTIALS = b"Basic " + b64encode("lotta:nyckel ö".encode())
USERINFO = "lotta:nyckel%20%C3%B6"


async def through_tunnel(tls: ssl.SSLContext, userinfo: str) -> tuple[Kept, list[bytes], list[bytes]]:
    server = WireServer({})
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(server.running(tls))
        proxy = await stack.enter_async_context(TunnelProxy(server.port, CREDENTIALS).running())
        handler, kept = await stack.enter_async_context(capturing())
        meta = {"proxy": f"http://{userinfo}@127.0.0.1:{proxy.port}"}
        response = await handler.download_request(Request("https://original.example/a", meta=meta))
        assert response.body == AFTER
        return kept, server.requests, proxy.requests


def test_a_tunnel_is_asked_for_with_credentials_that_the_record_lacks(tls: ssl.SSLContext) -> None:
    kept, at_server, at_proxy = asyncio.run(through_tunnel(tls, USERINFO))
    assert at_proxy[-1].startswith(b"CONNECT original.example:443 HTTP/1.1\r\nHost: original.example:443\r\n")
    assert b"Proxy-Authorization: " + CREDENTIALS in at_proxy[-1]
    assert [kept.exchanges[0].request] == at_server
    assert kept.exchanges[0].request.startswith(b"GET /a HTTP/1.1\r\nHost: original.example\r\n")
    assert b"Proxy" not in kept.exchanges[0].request
    assert b"Proxy" not in kept.blocks[0]


def test_a_refused_tunnel_is_an_outcome(tls: ssl.SSLContext) -> None:
    with pytest.raises(DownloadConnectionRefusedError, match="407 Proxy Authentication Required"):
        asyncio.run(through_tunnel(tls, "lotta:wrong"))


def test_a_plain_proxy_gets_credentials_that_the_record_lacks() -> None:
    async def fetch() -> tuple[Kept, list[bytes]]:
        proxy = WireServer({})
        async with proxy.running(), capturing() as (handler, kept):
            request = Request("http://original.example/a?b", meta={"proxy": f"http://127.0.0.1:{proxy.port}"})
            request.headers["Proxy-Authorization"] = CREDENTIALS  # as Scrapy's HttpProxyMiddleware does
            await handler.download_request(request)
            return kept, proxy.requests

    kept, at_proxy = asyncio.run(fetch())
    secret = b"Proxy-Authorization: " + CREDENTIALS + b"\r\n"
    assert at_proxy[0].startswith(b"GET http://original.example/a?b HTTP/1.1\r\n" + secret)
    assert kept.exchanges[0].request == at_proxy[0].replace(secret, b"")
    assert kept.exchanges[0].ip is None


def test_credentials_are_not_sent_without_a_proxy() -> None:
    async def fetch() -> bytes:
        server = WireServer({})
        async with server.running(), capturing() as (handler, _kept):
            headers = {"Proxy-Authorization": CREDENTIALS}
            await handler.download_request(Request(f"http://127.0.0.1:{server.port}/", headers=headers))
            return server.requests[0]

    assert b"Proxy" not in asyncio.run(fetch())


def test_credentials_have_no_representation() -> None:
    proxy = proxy_of(Request("http://a.example/", meta={"proxy": f"http://{USERINFO}@proxy.example:3128"}))
    assert proxy is not None
    assert (proxy.host, proxy.port, proxy.authorization) == ("proxy.example", 3128, CREDENTIALS)
    assert "Basic" not in repr(proxy)


def test_only_http_proxies_are_known() -> None:
    with pytest.raises(UnsupportedURLSchemeError):
        proxy_of(Request("http://a.example/", meta={"proxy": "socks5://127.0.0.1:1080"}))
