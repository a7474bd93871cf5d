"""The download handler: archive first, Scrapy second."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, ResponseDataLossError, UnsupportedURLSchemeError
from scrapy.http import HtmlResponse

from archive.errors import RecordingFailed
from crawler.capture.handler import CapturingDownloadHandler
from tests.crawler.capture.hard_codings import GZIP
from tests.crawler.capture.hard_endings import ENDINGS
from tests.crawler.capture.server import WireServer
from tests.crawler.capture.wire import HTML, PAGE, case, sized
from tests.crawler.capture.wire_recorder import Kept, capturing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from scrapy.http import Response

    from archive.model import Capture, Exchange

CASES = {
    "page": case(
        "page", sized(HTML, b"Content-Encoding: gzip", b"Set-Cookie: a", b"Set-Cookie: b", body=GZIP)
    ),
    "cut": ENDINGS[0],
    "silent": case("silent"),
    "big": case("big", sized(body=PAGE * 1000)),
}


class FailingRecorder(Kept):
    def exchange(self, exchange: Exchange) -> Capture:
        raise RecordingFailed(f"no room for {exchange.url}")


@asynccontextmanager
async def asked(**settings: object) -> AsyncIterator[tuple[CapturingDownloadHandler, Kept, WireServer]]:
    server = WireServer(CASES)
    async with server.running(), capturing(**settings) as (handler, kept):
        yield handler, kept, server


def fetched(path: str, **parts: object) -> tuple[Response, Kept, bytes]:
    """What the spider gets, what was kept, and the request as the server read it."""

    async def fetch() -> tuple[Response, Kept, bytes]:
        async with asked() as (handler, kept, server):
            request = Request(f"http://127.0.0.1:{server.port}/{path}", **parts)  # type: ignore[arg-type]
            response = await handler.download_request(request)
            response.request = request
            return response, kept, server.requests[0]

    return asyncio.run(fetch())


def test_the_capture_stands_in_the_meta() -> None:
    response, kept, _ = fetched("page")
    assert response.meta["capture"].record_id == "urn:test:1"
    assert kept.exchanges[0].ip == str(response.ip_address) == "127.0.0.1"
    assert datetime.now(UTC) - kept.exchanges[0].started_at < timedelta(minutes=1)
    assert response.meta["download_latency"] > 0


def test_a_body_is_given_decoded_and_its_head_says_so() -> None:
    response, _, _ = fetched("page")
    assert isinstance(response, HtmlResponse)
    assert response.text == PAGE.decode()
    assert b"Content-Encoding" not in response.headers
    assert response.headers.getlist("Set-Cookie") == [b"a", b"b"]
    assert response.protocol == "HTTP/1.1"


def test_a_request_is_sent_as_scrapy_has_it() -> None:
    body = b"a=1&b=\xff\0"
    _, kept, read = fetched("p;x?q=1&r=%20#frag", method="POST", body=body, headers={"X-A": ["1", "2"]})
    assert kept.exchanges[0].request == read
    head, _, sent_body = read.partition(b"\r\n\r\n")
    assert sent_body == body
    lines = head.split(b"\r\n")
    assert lines[0] == b"POST /p;x?q=1&r=%20 HTTP/1.1"
    assert lines[1].startswith(b"Host: 127.0.0.1:")
    assert lines[2:] == [b"X-A: 1", b"X-A: 2", b"Content-Length: 8"]
    assert "#" not in kept.exchanges[0].url


@pytest.mark.parametrize(
    ("path", "target"), [("p;", "/p;"), ("p;a;?b;#c", "/p;a;?b;"), ("p;#c?d", "/p;"), ("", "/")]
)
def test_what_is_asked_for_is_what_is_recorded(path: str, target: str) -> None:
    _, kept, read = fetched(path)
    assert read.startswith(f"GET {target} HTTP/1.1\r\n".encode())
    assert kept.exchanges[0].url.endswith(target)


def test_a_header_from_a_page_stays_one_line() -> None:
    _, _, read = fetched("page", headers={"If-None-Match": b'"a"\r\nX-Injected: 1\0'})
    assert b'If-None-Match: "a" X-Injected: 1 \r\n' in read


def test_a_verbatim_url_does_not_break_the_request_line() -> None:
    _, _, read = fetched("a b\tc?d e", meta={"verbatim_url": True})
    assert read.startswith(b"GET /a%20bc?d%20e HTTP/1.1\r\n")  # `urlsplit` drops the tab


def test_a_large_body_is_whole() -> None:
    response, kept, _ = fetched("big")
    assert response.body == PAGE * 1000
    assert kept.blocks[0].endswith(PAGE)


def test_a_large_body_that_cannot_be_spooled_fails_its_request_and_stops_the_crawl(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fetch() -> Kept:
        async with asked() as (handler, kept, server):
            url = f"http://127.0.0.1:{server.port}"
            await handler.download_request(Request(f"{url}/page"))  # a small one needs no file
            assert kept.stopped_by is None
            with pytest.raises(RecordingFailed, match="spooled"):
                await handler.download_request(Request(f"{url}/big"))
            return kept

    monkeypatch.setattr(tempfile, "tempdir", "/no/such/folder")
    assert "spooled" in str(asyncio.run(fetch()).stopped_by)


def test_a_cancelled_request_leaves_nothing_behind() -> None:
    async def fetch() -> Kept:
        async with asked() as (handler, kept, server):
            url = f"http://127.0.0.1:{server.port}"
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(handler.download_request(Request(f"{url}/silent")), 0.1)
            assert (await handler.download_request(Request(f"{url}/page"))).body == PAGE
            return kept

    assert asyncio.run(fetch()).blocks == [CASES["page"].block]


def test_missing_bytes_fail_the_request_where_scrapy_is_told_so() -> None:
    async def fetch() -> Kept:
        async with asked(DOWNLOAD_FAIL_ON_DATALOSS=True) as (handler, kept, server):
            with pytest.raises(ResponseDataLossError):
                await handler.download_request(Request(f"http://127.0.0.1:{server.port}/cut"))
            return kept

    assert asyncio.run(fetch()).exchanges[0].truncated == "disconnect"


def test_what_cannot_be_recorded_is_not_handed_on() -> None:
    async def fetch() -> None:
        handler = CapturingDownloadHandler(
            Crawler(Spider, {"KALLA_PRIVATE_ADDRESSES": True}), FailingRecorder()
        )
        async with WireServer(CASES).running() as server:
            try:
                await handler.download_request(Request(f"http://127.0.0.1:{server.port}/page"))
            finally:
                await handler.close()

    with pytest.raises(RecordingFailed, match="no room"):
        asyncio.run(fetch())


def test_a_decoded_body_has_the_same_limit_as_a_sent_one() -> None:
    async def fetch() -> Kept:
        async with asked(DOWNLOAD_MAXSIZE=len(PAGE) - 1) as (handler, kept, server):
            with pytest.raises(DownloadCancelledError, match="decoded"):
                await handler.download_request(Request(f"http://127.0.0.1:{server.port}/page"))
            return kept

    assert asyncio.run(fetch()).blocks == [CASES["page"].block]


def test_another_scheme_is_refused() -> None:
    async def fetch() -> None:
        async with asked() as (handler, _kept, _server):
            await handler.download_request(Request("gopher://127.0.0.1/"))

    with pytest.raises(UnsupportedURLSchemeError):
        asyncio.run(fetch())
