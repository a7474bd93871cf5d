"""Hard cases of heads: what stands before a body, and before the final status line."""

from __future__ import annotations

from tests.crawler.capture.wire import CHUNKED, HTML, HardCase, case, chunks, head, sized

CONTINUE = head(start=b"HTTP/1.1 100 Continue")
PROCESSING = head(start=b"HTTP/1.1 102 Processing")
HINTS = head(b"Link: </style.css>; rel=preload", start=b"HTTP/1.1 103 Early Hints")
CHUNKY = head(CHUNKED) + chunks()

HEADS: list[HardCase] = [
    case("fields-repeated", sized(b"Set-Cookie: a=1", b"Set-Cookie: b=2", b"X: 1", b"set-cookie: c=3")),
    case("fields-odd-case", sized(b"cOnTeNt-tYpE: text/html", b"X-ODD: 1")),
    case("fields-odd-space", sized(b"X-Empty:", b"X-Tabs:\t\t1 \t", b"X-Tight:1", b"X-Trail: 1   ")),
    case("field-name-spaced", sized(b"X-Before : 1", b"X Within: 2")),
    case("field-latin-1", sized("X-Place: Malmö".encode("latin-1"))),
    case("field-utf-8", sized("X-Title: Đại sứ".encode())),
    case("field-name-utf-8", sized("X-Tiêu-đề: 1".encode())),
    case("field-folded", sized(b"X-Long: one\r\n two\r\n\tthree", HTML)),
    case("line-without-colon", sized(b"no colon here", HTML)),
    case("space-after-status-line", sized(b" X-Led-By-Space: 1", HTML)),
    case("field-of-12-kb", sized(b"X-Long: " + b"a" * 12_000)),
    case("field-of-20-kb", sized(b"X-Long: " + b"a" * 20_000)),
    case("150-fields", sized(*(b"X-%d: %d" % (n, n) for n in range(150)))),
    case("reason-utf-8", sized(start="HTTP/1.1 200 Được".encode())),
    case("reason-latin-1", sized(start="HTTP/1.1 200 Förstått".encode("latin-1"))),
    case("reason-missing", sized(start=b"HTTP/1.1 200")),
    case("reason-empty", sized(start=b"HTTP/1.1 200 ")),
    case("status-line-double-spaces", sized(start=b"HTTP/1.1  200   OK")),
    case("status-line-lower-case", sized(start=b"http/1.1 200 ok")),
    case("head-cr-cr-lf", sized(HTML, eol=b"\r\r\n")),
    case("head-lf-only", sized(HTML, eol=b"\n")),
    case("head-byte-at-a-time", *(bytes([byte]) for byte in sized(HTML, body=b"hej")), body=b"hej"),
    case("blank-lines-first", b"\r\n\r\n", sized(), block=sized(), interim=b"\r\n\r\n"),
    case("100-continue", CONTINUE + sized(), block=sized(), interim=CONTINUE),
    case("103-then-200", HINTS, sized(), block=sized(), interim=HINTS),
    case(
        "102-103-100-then-chunked",
        PROCESSING,
        HINTS + CONTINUE,
        CHUNKY,
        block=CHUNKY,
        interim=PROCESSING + HINTS + CONTINUE,
    ),
    case("no-content-type", sized(b"Server: x")),
    case("wrong-charset", sized(b"Content-Type: text/html; charset=iso-8859-1")),
    case("404", sized(start=b"HTTP/1.1 404 Not Found"), status=404),
    case("410-empty", sized(start=b"HTTP/1.1 410 Gone", body=b""), status=410, body=b""),
    case("503", sized(b"Retry-After: 1", start=b"HTTP/1.1 503 Busy"), status=503),
    case("302-with-body", sized(b"Location: ../new", start=b"HTTP/1.1 302 Found"), status=302),
    case("599", sized(start=b"HTTP/1.1 599 Odd"), status=599),
]
