"""A page that tries everything a page can do, and a server that hears of it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import TYPE_CHECKING, Any

from archive.collection import Collection
from archive.model import Exchange
from archive.recorder import Recorder
from archive.warc.writer import CrawlInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CAPTURED_AT = datetime(2025, 10, 28, 1, tzinfo=UTC)
HOSTILE_URL = "https://nhandan.vn/%3Cscript%3E-post990001.html"
# Everything that could make a page act: each would ask the canary, which must hear nothing.
HOSTILE_PAGE = """<!doctype html><html><head><title><img src=x onerror="fetch('{canary}/title')"></title>
<base href="{canary}/base/"><meta http-equiv="refresh" content="0;url={canary}/refresh">
<link rel="stylesheet" href="{canary}/style.css"><link rel="prefetch" href="{canary}/prefetch">
<script>fetch('{canary}/script'); new Image().src = '{canary}/image'; top.location = '{canary}/top';
navigator.serviceWorker.register('/worker.js').then(() => fetch('{canary}/worker'));
parent.document.title = 'taken'; document.cookie = 'taken=1';</script></head>
<body onload="document.forms[0].submit()"><form action="{canary}/form" method="post"></form>
<svg onload="fetch('{canary}/svg')"><image href="{canary}/svg.png"/></svg>
<iframe src="{canary}/frame"></iframe><object data="{canary}/object"></object>
<video src="{canary}/video" autoplay></video><h1>The hostile page</h1></body></html>"""


class Canary(BaseHTTPRequestHandler):
    """Hears what a hostile page asks for."""

    def do_GET(self) -> None:
        self.server.heard.append(self.path)  # type: ignore[attr-defined]
        page = self.server.page if self.path == "/" else b""  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def listening(page: str = "") -> Iterator[tuple[str, list[str]]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    address = f"http://127.0.0.1:{server.server_port}"
    server.heard = []  # type: ignore[attr-defined]
    server.page = page.replace("{canary}", address).encode()  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield address, server.heard  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def keep_hostile_page(folder: Path, canary: str) -> None:
    info = CrawlInfo(software="test", robots="not asked", operator="")
    recorder = Recorder(Collection(root=folder), info, now=lambda: CAPTURED_AT)
    body = HOSTILE_PAGE.replace("{canary}", canary).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    recorder.exchange(
        Exchange(
            url=HOSTILE_URL,
            method="GET",
            started_at=CAPTURED_AT,
            request=b"GET / HTTP/1.1\r\nHost: nhandan.vn\r\nX-Note: <script>\r\n\r\n",
            response=BytesIO(head.encode() + body),
        )
    )
    recorder.close()
