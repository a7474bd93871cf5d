"""Why a request got no answer: the outcome that is recorded, and the exception that Scrapy knows it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.model import Exchange, OutcomeKind


class Unanswered(Exception):
    """No response came: record the outcome, then raise `scrapy_error()` to the spider.

    `came` holds the bytes that came all the same, no status among them, as its `response`. On a connection
    that was used before, they may be the late rest of the answer before: then `on_used_connection` is set.
    """

    def __init__(self, kind: OutcomeKind, detail: str, came: Exchange | None = None) -> None:
        super().__init__(f"{kind}: {detail}")
        self.on_used_connection = False
        self.kind = kind
        self.detail = detail
        self.came = came

    def scrapy_error(self) -> Exception:
        return _SCRAPY_ERRORS[self.kind](str(self))


class UnsafeAddress(IgnoreRequest):
    """The host lies outside the public web: do not ask again."""


_SCRAPY_ERRORS: Mapping[OutcomeKind, type[Exception]] = {
    "dns": CannotResolveHostError,
    "refused": DownloadConnectionRefusedError,
    "timeout": DownloadTimeoutError,
    "tls": DownloadFailedError,
    "disconnect": DownloadFailedError,
    "protocol": DownloadFailedError,
    "unsafe": UnsafeAddress,
}
# All that a download may raise instead of giving an answer; these have no ancestor in common.
NO_ANSWER = (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
