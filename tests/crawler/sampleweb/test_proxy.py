"""The proxy: what it notes is what crossed the wire, and it answers for nobody but its hosts."""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from crawler.sampleweb.proxy import SampleWeb
from crawler.sampleweb.routing import HOSTS
from crawler.sampleweb.stories import all_stories

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Fetch = Callable[..., tuple[int, dict[str, str], str]]

ORIGINALS = [story.place for story in all_stories() if story.fate == "here"]


@contextmanager
def tunnel(web: SampleWeb, host: str) -> Iterator[ssl.SSLSocket]:
    proxy = urlsplit(web.proxy_url)
    context = ssl.create_default_context(cafile=web.authority_file)
    with socket.create_connection((str(proxy.hostname), int(proxy.port or 0)), timeout=10) as plain:
        plain.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}:443\r\n\r\n".encode())
        assert read_head(plain).startswith(b"HTTP/1.1 200 ")
        with context.wrap_socket(plain, server_hostname=host) as secure:
            yield secure


def read_head(connection: socket.socket) -> bytes:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += connection.recv(1)
    return head


def read_all(connection: socket.socket) -> bytes:
    return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("coding", ["identity", "gzip, deflate, br, zstd"])
@pytest.mark.parametrize("place", ORIGINALS[::2], ids=lambda place: place.host)
def test_noted_bytes_are_the_bytes_that_a_raw_socket_sent_and_received(
    web: SampleWeb, place: Any, coding: str
) -> None:
    request = (
        f"GET {place.path} HTTP/1.1\r\nhost:  {place.host}\r\nAccept-Encoding: {coding}\r\n"
        "X-Odd:\r\nConnection: close\r\n\r\n"
    ).encode()
    with tunnel(web, place.host) as secure:
        secure.sendall(request)
        received = read_all(secure)
    [exchange] = web.exchanges
    assert exchange.request == request
    assert hashlib.sha256(exchange.response).digest() == hashlib.sha256(received).digest()
    assert exchange.url == place.url


def test_a_plain_request_is_noted_in_absolute_form(web: SampleWeb) -> None:
    proxy = urlsplit(web.proxy_url)
    request = b"GET http://nhandan.vn/x?y=1 HTTP/1.1\r\nHost: nhandan.vn\r\nConnection: close\r\n\r\n"
    with socket.create_connection((str(proxy.hostname), int(proxy.port or 0)), timeout=10) as plain:
        plain.sendall(request)
        received = read_all(plain)
    [exchange] = web.exchanges
    assert (exchange.request, exchange.response) == (request, received)
    assert b"Location: https://nhandan.vn/x?y=1\r\n" in received


@pytest.mark.parametrize("host", sorted(HOSTS))
def test_every_host_shows_a_certificate_that_the_authority_signed_for_it(web: SampleWeb, host: str) -> None:
    with tunnel(web, host) as secure:
        certificate = secure.getpeercert()
    assert certificate is not None
    assert certificate["subjectAltName"] == (("DNS", host),)


def test_a_certificate_does_not_serve_another_host(web: SampleWeb) -> None:
    proxy = urlsplit(web.proxy_url)
    context = ssl.create_default_context(cafile=web.authority_file)
    with socket.create_connection((str(proxy.hostname), int(proxy.port or 0)), timeout=10) as plain:
        plain.sendall(b"CONNECT nhandan.vn:443 HTTP/1.1\r\n\r\n")
        read_head(plain)
        with pytest.raises(ssl.SSLCertVerificationError):
            context.wrap_socket(plain, server_hostname="vietnamnet.vn")


def test_a_connection_is_kept_for_the_next_request(web: SampleWeb) -> None:
    request = b"HEAD /robots.txt HTTP/1.1\r\nHost: vietnamnet.vn\r\n\r\n"
    with tunnel(web, "vietnamnet.vn") as secure:
        for _ in range(3):
            secure.sendall(request)
            assert read_head(secure).startswith(b"HTTP/1.1 200 OK\r\n")
    assert [exchange.path for exchange in web.exchanges] == ["/robots.txt"] * 3


@pytest.mark.parametrize(
    "target", ["example.com:443", "127.0.0.1:443", "nhandan.vn:8443", "evil-nhandan.vn:443", "[::1]:443"]
)
def test_a_tunnel_to_nobody_is_refused(web: SampleWeb, target: str) -> None:
    proxy = urlsplit(web.proxy_url)
    with socket.create_connection((str(proxy.hostname), int(proxy.port or 0)), timeout=10) as plain:
        plain.sendall(f"CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\r\n".encode())
        assert read_all(plain).startswith(b"HTTP/1.1 502 ")
    [exchange] = web.exchanges
    assert (exchange.scheme, exchange.status) == ("connect", 502)


def test_a_client_that_talks_nonsense_or_leaves_does_no_harm(web: SampleWeb, fetch: Fetch) -> None:
    proxy = urlsplit(web.proxy_url)
    for nonsense in (b"", b"\r\n\r\n", b"hello\r\n\r\n", b"\x16\x03\x01\x00" * 9, b"GET " + b"a" * 99_999):
        with socket.create_connection((str(proxy.hostname), int(proxy.port or 0)), timeout=10) as plain:
            plain.sendall(nonsense)
    assert fetch("https://vietnamnet.vn/robots.txt")[0] == 200


def test_the_log_file_holds_every_exchange_as_a_line(tmp_path: Path) -> None:
    log = tmp_path / "exchanges.jsonl"
    with SampleWeb.running(log=log) as web, tunnel(web, "baoquocte.vn") as secure:
        secure.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: baoquocte.vn\r\nConnection: close\r\n\r\n")
        received = read_all(secure)
    [line] = [json.loads(line) for line in log.read_text().splitlines()]
    assert line["url"] == "https://baoquocte.vn/robots.txt"
    assert base64.b64decode(line["response"]) == received
    assert line["response_sha256"] == hashlib.sha256(received).hexdigest()


def test_a_port_in_use_is_an_error_that_leaves_nothing_behind(web: SampleWeb) -> None:
    taken = int(urlsplit(web.proxy_url).port or 0)
    with pytest.raises(OSError, match="in use"), SampleWeb.running(port=taken):
        pass
