"""Random responses over random writes and early ends: nothing is kept wrong, nothing is given wrong.

The first seeds of many: set EXCHANGES to 5,000 for a longer run.
"""

from __future__ import annotations

import asyncio
import gzip
import random
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from scrapy import Request

from tests.crawler.capture.server import listening, read_request, reset
from tests.crawler.capture.wire_recorder import Kept, capturing

if TYPE_CHECKING:
    import ssl

    from scrapy.http import Response

EXCHANGES = 300
AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Script:
    """One response, what is written of it in which pieces, and what the spider may get."""

    message: bytes
    pieces: tuple[bytes, ...]
    body: bytes
    cut: bool
    surplus: bool
    ends_with_connection: bool
    by_reset: bool


def script(seed: int) -> Script:
    dice = random.Random(seed)  # noqa: S311 - a repeatable die
    body = dice.randbytes(dice.choice([0, 1, 50, 3000])) + b"<p>Xin ch\xc3\xa0o</p>" * dice.choice(
        [0, 1, 400]
    )
    coded, coding = (
        (gzip.compress(body, mtime=0), b"Content-Encoding: gzip\r\n") if dice.random() < 0.4 else (body, b"")
    )
    if not body:
        coded, coding = b"", b""
    framing = dice.choice(["length", "chunked", "close"])
    message = _head(dice, coding, framing, len(coded)) + (
        _chunked(dice, coded) if framing == "chunked" else coded
    )
    cut = dice.random() < 0.25
    surplus = dice.random() < 0.15 and not cut and framing != "close"
    written = message[: dice.randrange(1, len(message))] if cut else message + b"surplus" * surplus
    return Script(
        message=message,
        pieces=_split(dice, written),
        body=body,
        cut=cut,
        surplus=surplus,
        ends_with_connection=framing == "close",
        by_reset=cut and dice.random() < 0.3,
    )


def _head(dice: random.Random, coding: bytes, framing: str, length: int) -> bytes:
    eol = dice.choice([b"\r\n", b"\r\n", b"\n"])
    start = dice.choice(
        [
            b"HTTP/1.1 200 OK",
            b"HTTP/1.1 200",
            b"HTTP/1.1 200 \xc4\x90\xc6\xb0\xe1\xbb\xa3c",
            b"HTTP/1.1  200 OK",
        ]
    )
    frames = {"length": b"%s: %d" % (dice.choice([b"Content-Length", b"content-length "]), length)}
    frames["chunked"] = dice.choice([b"Transfer-Encoding: chunked", b"TRANSFER-ENCODING:chunked"])
    junk = [b"X-Empty:", b"no colon", b"X-Fold: a\r\n b", b"X-\xe1\xbb\x87: \xff", b"X-Long: " + b"l" * 9000]
    fields = [
        coding.removesuffix(b"\r\n"),
        frames.get(framing, b"X: y"),
        *dice.sample(junk, dice.randrange(4)),
    ]
    dice.shuffle(fields)
    return eol.join([start, *(field for field in fields if field), b"", b""])


def _chunked(dice: random.Random, body: bytes) -> bytes:
    out, at = b"", 0
    while at < len(body):
        size = dice.choice([1, 7, 100, 5000])
        chunk = body[at : at + size]
        out += b"%x%s\r\n%s\r\n" % (len(chunk), dice.choice([b"", b"", b";a=b", b" "]), chunk)
        at += size
    return out + dice.choice([b"0\r\n\r\n", b"000;end\r\n\r\n", b"0\r\nX-Sum: 1\r\n\r\n"])


def _split(dice: random.Random, data: bytes) -> tuple[bytes, ...]:
    places = sorted(
        {0, len(data), *(dice.randrange(len(data) + 1) for _ in range(dice.choice([0, 0, 1, 5])))}
    )
    return tuple(data[start:end] for start, end in pairwise(places))


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        request = await read_request(reader)
        played = script(int(request.split()[1].removeprefix(b"/")))
        for piece in played.pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0.001 if len(played.pieces) > 1 else 0)
        if played.by_reset:
            await asyncio.sleep(0.01)
            reset(writer)
        if played.ends_with_connection and not played.cut:
            writer.close()  # in TLS with a goodbye
            await writer.wait_closed()
        if played.cut or played.ends_with_connection:
            return


async def _fuzzed(
    seeds: range, tls: ssl.SSLContext | None
) -> tuple[dict[int, Response | BaseException], Kept]:
    turn = asyncio.Semaphore(AT_ONCE)
    scheme = "https" if tls else "http"
    async with listening(_serve, context=tls) as port, capturing(DOWNLOAD_TIMEOUT=20) as (handler, kept):

        async def fetch(seed: int) -> Response:
            async with turn:
                return await handler.download_request(Request(f"{scheme}://127.0.0.1:{port}/{seed}"))

        got = await asyncio.gather(*map(fetch, seeds), return_exceptions=True)
        return dict(zip(seeds, got, strict=True)), kept


def _check(played: Script, got: Response | BaseException, block: bytes | None, truncated: str | None) -> None:
    """A whole message is kept and given whole; of a cut one all that a true prefix allows."""
    sent = b"".join(played.pieces)
    if not played.cut:
        assert block == played.message
        assert truncated is None
        assert not isinstance(got, BaseException)
        assert got.body == played.body
        return
    assert block is None or played.message.startswith(block)
    assert block is None or block == sent or played.by_reset
    if truncated is None and block is not None:
        # A body that ends where its connection does looks whole wherever it is cut.
        assert played.ends_with_connection
    if not isinstance(got, BaseException):
        assert played.body.startswith(got.body)


@pytest.mark.parametrize("inside_tls", [False, True])
def test_random_exchanges_are_kept_and_given_right(inside_tls: bool, tls: ssl.SSLContext) -> None:
    seeds = range(EXCHANGES)
    got, kept = asyncio.run(_fuzzed(seeds, tls if inside_tls else None))
    recorded = {
        int(exchange.url.rpartition("/")[2]): (block, exchange.truncated)
        for exchange, block in zip(kept.exchanges, kept.blocks, strict=True)
    }
    assert len(recorded) == len(kept.exchanges)
    # What came behind an answer too late may have been kept as an outcome before the look that is told.
    asked = {exchange.url for exchange in kept.exchanges} | {outcome.url for outcome in kept.outcomes}
    assert len(asked) == EXCHANGES
    for seed in seeds:
        block, truncated = recorded.get(seed, (None, None))
        try:
            _check(script(seed), got[seed], block, truncated)
        except AssertionError as fault:
            raise AssertionError(f"seed {seed}") from fault
