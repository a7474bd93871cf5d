"""A clock that the test moves, and a writer and exchanges that need few words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

import pytest

from archive.model import Exchange
from archive.warc.writer import CrawlInfo, Limits, WarcWriter

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model import Truncation

REQUEST = b"GET /a HTTP/1.1\r\nHost: outlet.example\r\n\r\n"


@dataclass
class Clock:
    """Time that stands still until it is moved."""

    time: datetime = datetime(2026, 3, 1, 8, 30, 0, 123456, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def move(self, step: timedelta) -> None:
        self.time += step


class MakeExchange(Protocol):
    def __call__(
        self,
        response: bytes,
        *,
        url: str = ...,
        interim: bytes = ...,
        truncated: Truncation | None = ...,
        request: bytes = ...,
    ) -> Exchange: ...


class OpenWriter(Protocol):
    def __call__(self, limits: Limits | None = ...) -> WarcWriter: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    return tmp_path / "collection"


@pytest.fixture
def open_writer(collection: Path, clock: Clock) -> OpenWriter:
    info = CrawlInfo(
        software="kalla/0.1",
        robots="obeyed",
        operator="Testbänken <test@kalla.example>",
        settings={"DOWNLOAD_DELAY": 1.5, "BOT_NAME": "kalla"},
    )

    def opened(limits: Limits | None = None) -> WarcWriter:
        return WarcWriter(collection, info, now=clock, limits=limits)

    return opened


@pytest.fixture
def make_exchange(clock: Clock) -> MakeExchange:
    def made(
        response: bytes,
        *,
        url: str = "https://outlet.example/a",
        interim: bytes = b"",
        truncated: Truncation | None = None,
        request: bytes = REQUEST,
    ) -> Exchange:
        clock.move(timedelta(seconds=1))
        return Exchange(
            url=url,
            method="GET",
            started_at=clock.time,
            request=request,
            response=BytesIO(response),
            interim=interim,
            ip="192.0.2.7",
            tls="TLSv1.3 TLS_AES_256_GCM_SHA384 valid",
            truncated=truncated,
        )

    return made
