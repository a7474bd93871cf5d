"""Scrapy's download handler for http and https that keeps every byte of every exchange.

An exchange is recorded before its response is handed on, whatever becomes of it then; what never answered is
recorded as an outcome. If recording fails, the request fails with that error.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, Self

from scrapy.core.downloader.handlers.base import BaseDownloadHandler

from archive.errors import RecordingFailed
from archive.model import Outcome
from crawler.capture.answering import Answering
from crawler.capture.dialing import Dialer
from crawler.capture.order import Order, order_of
from crawler.capture.recording import recorder_for
from crawler.capture.responding import failure_of, response_of
from crawler.capture.unanswered import Unanswered

if TYPE_CHECKING:
    from datetime import datetime

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from archive.model import Capture, Exchange


class Recorder(Protocol):
    """Whoever keeps what came over the wire, and tells the time it came. What it raises fails the request."""

    def now(self) -> datetime: ...
    def exchange(self, exchange: Exchange) -> Capture: ...
    def outcome(self, outcome: Outcome, came: Exchange | None = None) -> None: ...
    def stop(self, error: RecordingFailed) -> None: ...


class CapturingDownloadHandler(BaseDownloadHandler):
    """Puts the Capture of each answered request into its `meta["capture"]`.

    Bodies are given with their content codings undone and without Content-Encoding, so Scrapy's own
    HttpCompressionMiddleware, which loses mislabelled pages, has nothing to do. `headers_received` and
    `bytes_received` are not sent: a download that a signal stops would be an unmarked prefix.
    """

    lazy = True

    def __init__(self, crawler: Crawler, recorder: Recorder) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._recorder = recorder
        self._maxsize = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._fail_on_dataloss = settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")
        self._answering = Answering(
            Dialer(
                private_allowed=settings.getbool("KALLA_PRIVATE_ADDRESSES"),
                invalid_allowed=not settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES"),
            ),
            now=recorder.now,
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, recorder_for(crawler))

    async def download_request(self, request: Request) -> Response:
        request.meta.pop("capture", None)  # a retry and a redirect inherit it from the request before
        return await self._answered(request, order_of(request, maxsize=self._maxsize, timeout=self._timeout))

    async def _answered(self, request: Request, order: Order) -> Response:
        """Keep what comes; what is no HTTP on a used connection is followed by a look on one of its own."""
        try:
            return await self._captured(request, order)
        except Unanswered as fault:
            self._keep(fault, order)
            if not fault.on_used_connection:
                raise fault.scrapy_error() from fault
        except RecordingFailed as error:  # a response too big for memory could not be spooled
            self._recorder.stop(error)
            raise
        return await self._answered(request, replace(order, on_new_connection=True))

    def _keep(self, fault: Unanswered, order: Order) -> None:
        outcome = Outcome(url=order.url, at=self._recorder.now(), kind=fault.kind, detail=fault.detail)
        self._recorder.outcome(outcome, fault.came)

    async def close(self) -> None:
        await self._answering.close()

    async def _captured(self, request: Request, order: Order) -> Response:
        sent_at = asyncio.get_running_loop().time()
        answer = await self._answering.answer(order)
        with answer.exchange.response:
            request.meta["capture"] = self._recorder.exchange(answer.exchange)
        request.meta["download_latency"] = answer.first_byte_at - sent_at
        tolerant = not request.meta.get("download_fail_on_dataloss", self._fail_on_dataloss)
        failure = failure_of(answer, dataloss_allowed=tolerant)
        if failure is not None:
            raise failure
        return response_of(request, answer, limit=order.maxsize)
