"""Whatever framing a host has, a client gets the body that was meant."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from http.client import HTTPResponse
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.sampleweb.wire import Framing, Habits, Reply, Request, closes, reply_bytes

NOW = datetime(2025, 11, 1, 12, 30, 5, tzinfo=UTC)
FRAMINGS: tuple[Framing, ...] = get_args(Framing)


def received(sent: bytes, method: str) -> tuple[HTTPResponse, bytes]:
    server, client = socket.socketpair()
    with server, client:
        server.sendall(sent)
        server.shutdown(socket.SHUT_WR)
        response = HTTPResponse(client, method=method)
        with response:
            response.begin()
            return response, response.read()


@given(st.binary(max_size=20_000), st.sampled_from(FRAMINGS), st.sampled_from(["GET", "HEAD"]))
def test_every_framing_delivers_the_body(body: bytes, framing: Framing, method: str) -> None:
    request = Request(method=method, target="/", headers={}, raw=b"")
    habits = Habits(codings=("gzip",), framing=framing, headers=())
    sent = reply_bytes(request, Reply(status=200, body=body), habits, NOW)
    response, got = received(sent, method)
    assert got == (body if method == "GET" else b"")
    assert response.headers["Date"] == "Sat, 01 Nov 2025 12:30:05 GMT"
    assert (response.headers["Connection"] == "close") == closes(
        request, Reply(status=200, body=body), habits
    )


@pytest.mark.parametrize("framing", FRAMINGS)
def test_304_has_a_head_only_and_keeps_the_connection(framing: Framing) -> None:
    request = Request(method="GET", target="/", headers={}, raw=b"")
    habits = Habits(codings=("gzip",), codes_unasked=True, framing=framing, headers=())
    sent = reply_bytes(request, Reply(status=304, headers=(("ETag", '"x"'),)), habits, NOW)
    assert sent.endswith(b"\r\n\r\n")
    assert not closes(request, Reply(status=304), habits)
    assert b"Content-Encoding" not in sent
