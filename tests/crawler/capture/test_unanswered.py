"""What never answered is an outcome with its reason, and one of Scrapy's own errors."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from crawler.capture.unanswered import UnsafeAddress
from tests.crawler.capture.server import WireServer
from tests.crawler.capture.wire import case, head, sized
from tests.crawler.capture.wire_recorder import Kept, capturing

if TYPE_CHECKING:
    import ssl

    from archive.model import OutcomeKind

SILENT = {
    "no-byte": (case("no-byte", then="close"), "disconnect", DownloadFailedError),
    "reset": (case("reset", then="reset"), "disconnect", DownloadFailedError),
    "silence": (case("silence", meta={"download_timeout": 0.3}), "timeout", DownloadTimeoutError),
    "cut-status": (case("cut-status", b"HTTP/1.1 20", then="close"), "disconnect", DownloadFailedError),
    "garbage": (case("garbage", b"\x16\x03\x01\x02\x00\r\nno HTTP"), "protocol", DownloadFailedError),
    "bare-html": (case("bare-html", b"<html>\n</html>"), "protocol", DownloadFailedError),
    "no-number": (case("no-number", b"HTTP/1.1 OK\r\n\r\n"), "protocol", DownloadFailedError),
    "only-100": (
        case("only-100", head(start=b"HTTP/1.1 100 Continue"), then="close"),
        "disconnect",
        DownloadFailedError,
    ),
}


async def failed(
    url: str, error: type[Exception], context: ssl.SSLContext | None = None, **settings: object
) -> Kept:
    """What is kept of a request that must fail with `error`; `{port}` in `url` is the server's."""
    server = WireServer({name: met for name, (met, _kind, _error) in SILENT.items()})
    async with server.running(context), capturing(**settings) as (handler, kept):
        name = url.rpartition("/")[2]
        meta = dict(SILENT[name][0].meta) if name in SILENT else {}
        with pytest.raises(error):
            await handler.download_request(Request(url.format(port=server.port), meta=meta))
        return kept


@pytest.mark.parametrize("name", SILENT)
def test_what_has_no_status_is_an_outcome(name: str) -> None:
    _case, kind, error = SILENT[name]
    kept = asyncio.run(failed("http://127.0.0.1:{port}/" + name, error))
    assert [outcome.kind for outcome in kept.outcomes] == [kind]
    assert not kept.exchanges


NO_STATUS = {
    "page": b"<html>\n" + b"<p>Trang.</p>\n" * 20_000,
    "four-digits": b"HTTP/1.1 2000 OK\r\nContent-Length: 5\r\n\r\nhello",
    "no-slash": b"HTTP1.1 200 OK\r\n\r\nhello",
    "random": bytes(range(256)) * 3,
    "interim": head(start=b"HTTP/1.1 100 Continue") + b"no status\r\n\r\n",
    "cut": b"HTTP/1.1 20",
}


@pytest.mark.parametrize("then", ["keep", "close"])
@pytest.mark.parametrize("name", NO_STATUS)
def test_bytes_without_a_status_are_kept(name: str, then: str) -> None:
    async def fetched() -> Kept:
        server = WireServer({name: case(name, NO_STATUS[name], then=then)})
        async with server.running(), capturing() as (handler, kept):
            request = Request(f"http://127.0.0.1:{server.port}/{name}", meta={"download_timeout": 0.5})
            with pytest.raises((DownloadFailedError, DownloadTimeoutError)):
                await handler.download_request(request)
            assert len(server.requests) == 1
            return kept

    assert asyncio.run(fetched()).unreadable == [NO_STATUS[name]]


def test_an_outcome_quotes_what_came() -> None:
    kept = asyncio.run(failed("http://127.0.0.1:{port}/bare-html", DownloadFailedError))
    assert "<html>" in kept.outcomes[0].detail


@pytest.mark.parametrize(
    ("url", "kind", "error"),
    [
        ("http://nosuch.invalid/", "dns", CannotResolveHostError),
        ("https://nosuch.invalid/", "dns", CannotResolveHostError),
        ("http://a..example/", "dns", CannotResolveHostError),
    ],
)
def test_what_cannot_be_connected_to_is_an_outcome(
    url: str, kind: OutcomeKind, error: type[Exception]
) -> None:
    kept = asyncio.run(failed(url, error))
    assert [outcome.kind for outcome in kept.outcomes] == [kind]


def test_a_closed_port_is_an_outcome() -> None:
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]
    kept = asyncio.run(failed(f"http://127.0.0.1:{port}/", DownloadConnectionRefusedError))
    assert [outcome.kind for outcome in kept.outcomes] == ["refused"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "https://[::1]:{port}/"]
)
def test_an_address_outside_the_public_web_is_not_connected_to(url: str) -> None:
    async def refused() -> tuple[Kept, int]:
        server = WireServer({})
        async with server.running(), capturing(KALLA_PRIVATE_ADDRESSES=False) as (handler, kept):
            with pytest.raises(UnsafeAddress, match="loopback"):
                await handler.download_request(Request(url.format(port=server.port)))
            return kept, server.connections

    kept, connections = asyncio.run(refused())
    assert [outcome.kind for outcome in kept.outcomes] == ["unsafe"]
    assert connections == 0


def test_a_proxy_is_not_asked_for_a_forbidden_address() -> None:
    async def refused() -> int:
        proxy = WireServer({})
        async with proxy.running(), capturing(KALLA_PRIVATE_ADDRESSES=False) as (handler, _kept):
            request = Request("http://169.254.169.254/", meta={"proxy": f"http://127.0.0.1:{proxy.port}"})
            with pytest.raises(UnsafeAddress, match="link-local"):
                await handler.download_request(request)
            return proxy.connections

    assert asyncio.run(refused()) == 0


def test_a_failed_request_has_no_capture_of_an_earlier_one() -> None:
    async def retried() -> Request:
        server = WireServer({"no-byte": SILENT["no-byte"][0], "page": case("page", sized())})
        async with server.running(), capturing() as (handler, _kept):
            request = Request(f"http://127.0.0.1:{server.port}/page")
            await handler.download_request(request)
            assert request.meta["capture"].status == 200
            again = request.replace(url=request.url.replace("page", "no-byte"))
            with pytest.raises(DownloadFailedError):
                await handler.download_request(again)
            return again

    assert "capture" not in asyncio.run(retried()).meta
