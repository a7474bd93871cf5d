"""A running sample web, and a client that reads its pages the way a browser behind a proxy would."""

from __future__ import annotations

import gzip
import ssl
import sys
import zlib
from http.client import HTTPConnection, HTTPSConnection
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import brotli
import pytest

from crawler.sampleweb.proxy import SampleWeb

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answer = tuple[int, dict[str, str], str]

DECODERS = {
    "br": brotli.decompress,
    "gzip": gzip.decompress,
    "zstd": zstd.decompress,
    "deflate": zlib.decompress,
}


@pytest.fixture
def web() -> Iterator[SampleWeb]:
    with SampleWeb.running() as running:
        yield running


@pytest.fixture
def fetch(web: SampleWeb) -> Callable[..., Answer]:
    """Fetch an address through the proxy; headers come back in lower case, the body decoded."""
    proxy = urlsplit(web.proxy_url)
    trusting = ssl.create_default_context(cafile=web.authority_file)

    def answer(url: str, **headers: str) -> Answer:
        parts = urlsplit(url)
        connection: HTTPConnection
        if parts.scheme == "https":
            connection = HTTPSConnection(str(proxy.hostname), proxy.port, context=trusting, timeout=10)
            connection.set_tunnel(str(parts.hostname), 443)
            target = url.partition(str(parts.netloc))[2] or "/"
        else:
            connection = HTTPConnection(str(proxy.hostname), proxy.port, timeout=10)
            target = url
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", target, headers={"Accept-Encoding": "identity", **sent})
        response = connection.getresponse()
        body = response.read()
        connection.close()
        coding = response.headers.get("Content-Encoding")
        if coding and body:
            body = DECODERS[coding](body)
        return response.status, {k.lower(): v for k, v in response.headers.items()}, body.decode()

    return answer
