"""Hard cases of endings: responses that break off, or that we break off.

Their blocks are true prefixes of what would have come, and the record says why.
"""

from __future__ import annotations

from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, DownloadTimeoutError

from tests.crawler.capture.wire import CHUNKED, HTML, PAGE, HardCase, case, chunks, head, sized

HALF = PAGE[: len(PAGE) // 2]
BODY_CUT = {"truncated": "disconnect", "flags": ("dataloss",), "then": "close"}
LATE = {"truncated": "time", "body": DownloadTimeoutError, "meta": {"download_timeout": 1.5}}
LONG = {"truncated": "length", "body": DownloadCancelledError, "meta": {"download_maxsize": 1000}}

ENDINGS: list[HardCase] = [
    case("body-shorter-than-length", sized()[: -len(PAGE) + len(HALF)], body=HALF, **BODY_CUT),
    case("chunk-unfinished", head(CHUNKED) + b"%x\r\n" % len(PAGE) + HALF, body=HALF, **BODY_CUT),
    case("last-chunk-missing", head(CHUNKED) + chunks(end=b""), **BODY_CUT),
    case(
        "blank-line-after-last-chunk-missing",
        head(CHUNKED) + chunks(end=b"0\r\n"),
        truncated="disconnect",
        then="close",
    ),
    case("trailer-cut", head(CHUNKED) + chunks(end=b"0\r\nX-Sum"), truncated="disconnect", then="close"),
    case("chunk-size-is-no-number", head(CHUNKED) + chunks(HALF, end=b"zz\r\nxx\r\n"), body=HALF, **BODY_CUT),
    case("chunk-line-over-the-limit", head(CHUNKED) + chunks(HALF, end=b"5;" + b"x" * 200_000), **LONG),
    case(
        "trailer-line-over-the-limit",
        head(CHUNKED) + chunks(end=b"0\r\nX: " + b"x" * 200_000),
        **LONG | {"body": PAGE, "meta": {}},
    ),
    case(
        "length-of-20-digits",
        head(b"Content-Length: 1" + b"0" * 19) + PAGE,
        truncated="disconnect",
        flags=("dataloss",),
        then="close",
    ),
    case("reset-in-sized-body", sized(HTML)[:-9], body=PAGE[:-9], **BODY_CUT | {"then": "reset"}),
    case("reset-in-close-delimited-body", head(HTML) + HALF, body=HALF, **BODY_CUT | {"then": "reset"}),
    case(
        "closed-in-the-head", head(HTML)[:-9], body=DownloadFailedError, truncated="disconnect", then="close"
    ),
    case(
        "closed-in-the-status-line",
        b"HTTP/1.1 200",
        body=DownloadFailedError,
        truncated="disconnect",
        then="close",
    ),
    case("late-in-sized-body", sized()[:-9], **LATE),
    case("late-in-chunked-body", head(CHUNKED) + chunks(end=b""), **LATE),
    case("late-in-close-delimited-body", head(HTML) + PAGE, **LATE),
    case("late-in-the-head", head(HTML)[:-2], **LATE),
    case("late-in-the-trailer", head(CHUNKED) + chunks(end=b"0\r\n"), **LATE | {"body": PAGE}),
    case(
        "lengths-contradict-and-kept-open",
        head(b"Content-Length: %d, 99999" % len(PAGE)) + PAGE,
        **LATE | {"body": PAGE},
    ),
    case("body-over-the-limit", sized(), **LONG),
    case("chunks-over-the-limit", head(CHUNKED) + chunks(), **LONG),
    case("chunk-framing-over-the-limit", head(CHUNKED) + chunks(PAGE[:500], 1), **LONG),
    case("head-over-the-limit", head(b"X: " + b"x" * 300_000), **LONG),
    case("fields-over-the-limit", sized(*[b"X: 1"] * 1001), **LONG),
]
