"""Files as other tools write them: each habit is named, none is called a fault, and every page is read.

Each file is made here, byte by byte, in the shape that its tool was seen to write.
"""

from __future__ import annotations

import gzip
import http.server
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from archive.model import Capture
from archive.warc.digests import digest_of
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.verify import files_findings, habits
from archive.warc.web_archives import captures_inside, page_inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.warc.verification.finding import Finding

URL = "http://a.example/cau?trang=1"
PAGE = "<p>Cây cầu dài 48 m.</p>".encode()
ZIPPED = gzip.compress(PAGE, mtime=0)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
ASKED = b"GET /cau?trang=1 HTTP/1.1\r\nHost: a.example\r\n\r\n"


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


def record(kind: str, block: bytes, number: int, *, version: str = "1.0", **fields: str) -> bytes:
    """A record with a block digest and what `fields` say; one that is empty is left out."""
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "WARC-Date": "2026-03-01T08:30:00Z",
        "WARC-Target-URI": "" if kind == "warcinfo" else URL,
        "WARC-Block-Digest": digest_of(block),
        "Content-Type": f"application/http; msgtype={kind}",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return gzip.compress(f"WARC/{version}\r\n{head}\r\n".encode() + block + b"\r\n\r\n")


INFO = record("warcinfo", b"software: a tool\r\n", 0)
REQUEST = record("request", ASKED, 2, WARC_Concurrent_To="<urn:uuid:00000000-0000-4000-8000-000000000001>")


def response(message: bytes, payload: bytes, **fields: str) -> bytes:
    return record("response", message, 1, **{"WARC_Payload_Digest": digest_of(payload), **fields})


HABITS: dict[str, tuple[list[bytes], set[str]]] = {
    "wget": (
        [
            INFO,
            record("request", ASKED, 2, WARC_Target_URI=f"<{URL}>"),
            response(
                OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(PAGE),
                chunked(PAGE),
                WARC_Target_URI=f"<{URL}>",
                WARC_Concurrent_To="<urn:uuid:00000000-0000-4000-8000-000000000002>",
            ),
            record("metadata", b"a manifest", 3, WARC_Target_URI="<metadata://gnu.org/software/wget>"),
        ],
        {"uri-in-brackets", "digest-as-sent"},
    ),
    "warcprox": (
        [
            record("warcinfo", b"software: a proxy\r\n", 0, WARC_Block_Digest=""),
            response(OK + b"\r\n" + PAGE, PAGE),
            record("request", ASKED.replace(b"\r\n\r\n", b"\r\nVia: 1.1 a\r\n\r\n"), 2),
            record("response", b"HTTP/1.1 304 Not Modified\r\n\r\n", 3, WARC_Payload_Digest=digest_of(b"")),
        ],
        {"no-block-digest", "via-proxy", "304-response"},
    ),
    "scrapy-webarchive": (
        [
            INFO,
            response(b"HTTP/1.0 200\r\nContent-Type: text/html\r\n\r\n" + PAGE, PAGE, version="1.1"),
            record("request", b"GET /cau HTTP/1.0\r\nAccept: */*\r\n\r\n", 2, version="1.1"),
        ],
        {"two-versions", "head-remade", "request-remade"},
    ),
    "scrapy-warcio": (
        [response(OK + b"\r\n" + PAGE, PAGE, WARC_Block_Digest="", WARC_Payload_Digest="")],
        {"no-warcinfo", "no-block-digest", "no-payload-digest", "no-request"},
    ),
    "capture_http": ([response(OK + b"\r\n" + PAGE, PAGE), REQUEST], {"no-warcinfo"}),
    "a crawler that keeps what its browser decoded": (
        [
            INFO,
            REQUEST,
            response(OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + PAGE, PAGE),
        ],
        {"coding-undone", "chunks-undone"},
    ),
    "a crawler that notes things beside pages": (
        [INFO, REQUEST, response(OK + b"\r\n" + PAGE, PAGE), record("metadata", b"via: x", 3)],
        {"metadata-at-page"},
    ),
    "one whose times are as long as a day": (
        [INFO, REQUEST, response(OK + b"\r\n" + PAGE, PAGE, WARC_Date="2026-03-01")],
        set(),
    ),
    "one that keeps what crossed the wire": (
        [
            INFO,
            REQUEST,
            response(
                OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(ZIPPED), ZIPPED
            ),
        ],
        set(),
    ),
}


def said_of(path: Path) -> list[Finding]:
    ledger = Ledger()
    return [*files_findings([path], ledger=ledger), *habits(ledger)]


@pytest.fixture(params=HABITS)
def habit(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, set[str]]:
    records, odd = HABITS[request.param]
    path = tmp_path / "foreign.warc.gz"
    path.write_bytes(b"".join(records))
    return path, odd


def test_habits_are_named_and_no_faults(habit: tuple[Path, set[str]]) -> None:
    path, odd = habit
    found = said_of(path)
    assert {finding.code for finding in found} == odd
    assert [finding for finding in found if finding.is_fault] == []


def test_every_page_is_read_whatever_wrote_it(habit: tuple[Path, set[str]]) -> None:
    path, _ = habit
    captures = [found for _, found in captures_inside(path) if isinstance(found, Capture)]
    assert {capture.url for capture in captures} == {URL}
    assert page_inside(path, captures[0]).body == PAGE


def test_what_every_record_has_is_told_once_with_the_number(tmp_path: Path) -> None:
    path = tmp_path / "many.warc.gz"
    digest = digest_of(PAGE)
    several = [
        record("response", OK + b"\r\n" + PAGE, number, WARC_Payload_Digest=digest) for number in range(1, 5)
    ]
    path.write_bytes(b"".join([INFO, *several]))
    (found,) = said_of(path)
    assert found.code == "no-request"
    assert found.offset == len(INFO)
    assert "in 4 records" in found.what


def test_segments_of_a_payload_are_not_judged_alone(tmp_path: Path) -> None:
    path = tmp_path / "segments.warc.gz"
    begun = OK + b"Content-Length: 100\r\n\r\n" + PAGE[:9]
    first = response(begun, PAGE, WARC_Segment_Number="1")
    path.write_bytes(
        b"".join([INFO, REQUEST, first, record("continuation", PAGE[9:], 3, WARC_Segment_Number="2")])
    )
    assert [found.code for found in said_of(path)] == ["segmented"]


@pytest.fixture
def loopback() -> Iterator[str]:
    """A server that answers everything with the same page, in one chunk."""

    class Chunks(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(chunked(PAGE))

        def log_message(self, *_: object) -> None: ...

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Chunks) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/cau"
        server.shutdown()
        thread.join()


@pytest.mark.skipif(shutil.which("wget") is None, reason="wget is not installed")
def test_what_wget_writes_is_read_and_said(loopback: str, tmp_path: Path) -> None:
    made = tmp_path / "wget"
    command = ["wget", "-q", "-O", "/dev/null", f"--warc-file={made}", f"--warc-tempdir={tmp_path}", loopback]
    subprocess.run(command, check=True, cwd=tmp_path)  # noqa: S603
    path = made.with_suffix(".warc.gz")
    (capture,) = (found for _, found in captures_inside(path))
    assert isinstance(capture, Capture)
    assert (capture.url, capture.status) == (loopback, 200)
    assert page_inside(path, capture).body == PAGE
    found: dict[str, Finding] = {finding.code: finding for finding in said_of(path)}
    assert "digest-as-sent" in found
    assert [finding for finding in found.values() if finding.is_fault] == []
