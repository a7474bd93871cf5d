"""TLS: every server is spoken to, and the record says what its certificate is worth."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from scrapy import Request
from scrapy.exceptions import DownloadFailedError

from crawler.capture.tls import verifying_context
from tests.crawler.capture.server import AFTER, TunnelProxy, WireServer, listening, serving_context
from tests.crawler.capture.wire import HTML, PAGE, case, head
from tests.crawler.capture.wire_recorder import Kept, capturing

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

    from scrapy.http import Response


@pytest.fixture
def trusted(
    certificate_file: Path, expired_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The system trusts the test's own certificates."""
    authorities = tmp_path / "authorities.pem"
    authorities.write_bytes(certificate_file.read_bytes() + expired_file.read_bytes())
    monkeypatch.setenv("SSL_CERT_FILE", str(authorities))
    verifying_context.cache_clear()
    yield
    verifying_context.cache_clear()


async def fetched(context: ssl.SSLContext, times: int = 1, **settings: object) -> tuple[Kept, WireServer]:
    server = WireServer({})
    async with server.running(context), capturing(**settings) as (handler, kept):
        for _ in range(times):
            request = Request(f"https://127.0.0.1:{server.port}/", headers={"Connection": "close"})
            assert (await handler.download_request(request)).body == AFTER
            await handler.close()
    return kept, server


def test_a_self_signed_certificate_is_accepted_and_said(tls: ssl.SSLContext) -> None:
    kept, _ = asyncio.run(fetched(tls))
    assert kept.exchanges[0].tls
    assert kept.exchanges[0].tls.startswith("TLSv1.3 ")
    assert kept.exchanges[0].tls.endswith("; certificate not valid: self-signed certificate")


@pytest.mark.parametrize(("then", "truncated"), [("close", None), ("cut", "disconnect")])
def test_a_body_without_a_length_is_whole_where_tls_says_goodbye(
    tls: ssl.SSLContext, then: str, truncated: str | None
) -> None:
    """RFC 9112, section 9.8."""

    async def fetch() -> tuple[Kept, Response]:
        server = WireServer({"page": case("page", head(HTML) + PAGE, then=then)})
        async with server.running(tls), capturing() as (handler, kept):
            return kept, await handler.download_request(Request(f"https://127.0.0.1:{server.port}/page"))

    kept, response = asyncio.run(fetch())
    assert response.body == PAGE
    assert kept.exchanges[0].truncated == truncated
    assert response.flags == (["dataloss"] if truncated else [])


@pytest.mark.usefixtures("trusted")
def test_an_expired_certificate_is_accepted_and_said(expired_file: Path) -> None:
    kept, _ = asyncio.run(fetched(serving_context(expired_file)))
    assert (kept.exchanges[0].tls or "").endswith("certificate not valid: certificate has expired")


@pytest.mark.usefixtures("trusted")
def test_a_valid_certificate_is_said(tls: ssl.SSLContext) -> None:
    kept, _ = asyncio.run(fetched(tls, DOWNLOAD_VERIFY_CERTIFICATES=True))
    assert (kept.exchanges[0].tls or "").endswith("; certificate valid")


@pytest.mark.usefixtures("trusted")
def test_a_certificate_for_another_name_is_said(tls: ssl.SSLContext) -> None:
    async def through_tunnel(host: str) -> str:
        server = WireServer({})
        async with (
            server.running(tls),
            TunnelProxy(server.port).running() as proxy,
            capturing() as (handler, kept),
        ):
            meta = {"proxy": f"http://127.0.0.1:{proxy.port}"}
            await handler.download_request(Request(f"https://{host}/", meta=meta))
            return kept.exchanges[0].tls or ""

    assert asyncio.run(through_tunnel("original.example")).endswith("; certificate valid")
    assert "Hostname mismatch" in asyncio.run(through_tunnel("other.example"))


def test_a_refused_certificate_is_not_tried_again_at_once(tls: ssl.SSLContext) -> None:
    _, server = asyncio.run(fetched(tls, times=3))
    assert len(server.requests) == server.connections == 3


def test_an_invalid_certificate_can_be_refused(tls: ssl.SSLContext) -> None:
    async def refused() -> Kept:
        server = WireServer({})
        async with server.running(tls), capturing(DOWNLOAD_VERIFY_CERTIFICATES=True) as (handler, kept):
            with pytest.raises(DownloadFailedError, match="self-signed"):
                await handler.download_request(Request(f"https://127.0.0.1:{server.port}/"))
            return kept

    assert [outcome.kind for outcome in asyncio.run(refused()).outcomes] == ["tls"]


def test_only_http_1_1_is_offered_and_the_name_is_sent(tls: ssl.SSLContext) -> None:
    seen: list[tuple[str | None, str | None]] = []
    names: list[str | None] = []
    tls.sni_callback = lambda _socket, name, _context: names.append(name)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((writer.get_extra_info("ssl_object").selected_alpn_protocol(), names[-1]))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        await writer.drain()

    async def fetch() -> None:
        async with (
            listening(serve, context=tls) as port,
            TunnelProxy(port).running() as proxy,
            capturing() as (handler, _kept),
        ):
            meta = {"proxy": f"http://127.0.0.1:{proxy.port}"}
            await handler.download_request(Request("https://original.example/", meta=meta))

    asyncio.run(fetch())
    tls.sni_callback = None
    assert seen == [("http/1.1", "original.example")]


def test_a_server_without_tls_is_an_outcome() -> None:
    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()

    async def failed() -> Kept:
        async with listening(serve) as port, capturing() as (handler, kept):
            with pytest.raises(DownloadFailedError):
                await handler.download_request(Request(f"https://127.0.0.1:{port}/"))
            return kept

    assert [outcome.kind for outcome in asyncio.run(failed()).outcomes] == ["tls"]
