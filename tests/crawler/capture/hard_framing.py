"""Hard cases of framing: where a body ends, and what comes after its end."""

from __future__ import annotations

import gzip

from tests.crawler.capture.wire import CHUNKED, HTML, PAGE, HardCase, case, chunks, head, sized

GZIP = gzip.compress(PAGE, mtime=0)
NASTY = b"\0\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 404 Not Found\r\n\r\n" * 20

FRAMING: list[HardCase] = [
    case("content-length", sized(HTML)),
    case("chunked", head(HTML, CHUNKED) + chunks()),
    case(
        "chunks-upper-case-padded", head(CHUNKED) + b"00A \r\n" + PAGE[:10] + b"\r\n" + chunks(PAGE[10:], 171)
    ),
    case("chunk-extensions", head(CHUNKED) + chunks(extension=b';sig="a;b"; q=1')),
    case("chunk-trailers", head(CHUNKED) + chunks(end=b"0\r\nX-Check: 1\r\nX-Sum: 2\r\n\r\n")),
    case("chunk-size-of-40-digits", head(CHUNKED) + b"0" * 40 + chunks()),
    case("chunk-extension-of-20-kb", head(CHUNKED) + chunks(size=1000, extension=b";x=" + b"x" * 20_000)),
    case("trailer-of-20-kb", head(CHUNKED) + chunks(end=b"0\r\nX-Sum: " + b"x" * 20_000 + b"\r\n\r\n")),
    case("chunk-lines-lf-only", head(CHUNKED) + chunks().replace(b"\r\n", b"\n")),
    case("chunk-without-line-break", head(CHUNKED) + b"5\r\n" + PAGE[:5] + chunks(PAGE[5:])),
    case(
        "chunked-in-odd-writes",
        *(bytes([byte]) for byte in head(CHUNKED) + chunks(PAGE[:60], 7)),
        body=PAGE[:60],
    ),
    case("chunked-gzip", head(CHUNKED, b"Content-Encoding: gzip") + chunks(GZIP, 33)),
    case("gzip-as-transfer-coding", head(b"Transfer-Encoding: gzip, chunked") + chunks(GZIP)),
    case(
        "gzip-as-transfer-coding-and-length",
        head(b"Transfer-Encoding: gzip", b"Content-Length: 9") + GZIP,
        then="close",
    ),
    case("sized-without-a-goodbye", sized(HTML), then="cut"),
    case("chunked-without-a-goodbye", head(CHUNKED) + chunks(), then="cut"),
    case("close-delimited", head(HTML) + PAGE, then="close"),
    case("http-1.0-close", head(HTML, start=b"HTTP/1.0 200 OK") + PAGE, then="close"),
    case("http-1.0-keep-alive", sized(b"Connection: Keep-Alive", start=b"HTTP/1.0 200 OK")),
    case("connection-close", sized(b"Connection: close"), then="close"),
    case("empty", sized(body=b""), body=b""),
    case("close-delimited-empty", head(HTML), body=b"", then="close"),
    case("204", head(start=b"HTTP/1.1 204 No Content"), body=b"", status=204),
    case(
        "304-with-length",
        head(b"Content-Length: 9", start=b"HTTP/1.1 304 Not Modified"),
        body=b"",
        status=304,
    ),
    case("head", head(HTML, b"Content-Length: 9"), body=b"", method="HEAD"),
    case("head-chunked", head(CHUNKED, b"Content-Encoding: gzip"), body=b"", method="HEAD"),
    case("length-twice", head(*[b"Content-Length: %d" % len(PAGE)] * 2) + PAGE),
    case("length-listed-twice", head(b"Content-Length: %d, %d" % (len(PAGE), len(PAGE))) + PAGE),
    case("lengths-contradict-longer", head(b"Content-Length: 9", b"Content-Length: %d" % len(PAGE)) + PAGE),
    case("lengths-contradict-shorter", head(b"Content-Length: %d, 99999" % len(PAGE)) + PAGE, then="close"),
    case("length-is-no-number", head(b"Content-Length: unknown") + PAGE, then="close"),
    case("length-is-negative", head(b"Content-Length: -1") + PAGE, then="close"),
    case("chunked-and-length", head(CHUNKED, b"Content-Length: 10") + chunks()),
    case("chunked-label-on-plain-body", head(CHUNKED) + PAGE, then="close"),
    case("chunked-label-and-length-on-plain-body", head(CHUNKED, b"Content-Length: %d" % len(PAGE)) + PAGE),
    case("surplus", sized() + b"surplus", block=sized()),
    case("surplus-after-chunks", head(CHUNKED) + chunks() + b"x", block=head(CHUNKED) + chunks()),
    case("surplus-like-a-response", sized() + sized(body=b"poison"), block=sized()),
    case("surplus-in-its-own-time", sized(), sized(body=b"poison"), block=sized()),
    case("nasty-bytes", sized(body=NASTY), body=NASTY),
    case("nasty-bytes-chunked", head(CHUNKED) + chunks(NASTY, 13), body=NASTY),
    case("five-megabytes", sized(body=PAGE * 1700), body=PAGE * 1700),
]
