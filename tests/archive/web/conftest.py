"""A small collection with hostile words wherever a stranger can write, and its server on loopback."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from archive.accession import imported_renderings
from archive.catalog.articles import put_article
from archive.catalog.engine import writing
from archive.collection import Collection
from archive.derive.checks import derived_leftovers
from archive.derive.pairs import derived_pairs
from archive.model import Article, Block, Capture, Exchange
from archive.outlets.registry import outlet_for_url
from archive.recorder import Recorder
from archive.text.version import extractor_of
from archive.warc.writer import CrawlInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KALLA = "from archive.cli.main import kalla; kalla()"
BEGINNING = datetime(2026, 1, 5, 8, tzinfo=UTC)
HOSTILE = "</p><script>alert(1)</script>\"'>{{ 7 * 7 }}"
URL = "https://nhandan.vn/cau-go-moi-tren-song-post800001.html"
PARAGRAPHS = ("Cây cầu gỗ dài 48 m.", "Bà Mây Sáng đi qua cầu mỗi sáng.", HOSTILE)
EDITED = ("Cây cầu gỗ dài 84 m.", *PARAGRAPHS[1:])


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A collection that `kalla serve` shows at `origin`."""

    collection: Collection
    origin: str
    captures: tuple[Capture, ...]
    rendering_id: str

    def get(self, path: str, /, *, origin: str | None = None, **headers: str) -> Answer:
        return self.ask("GET", path, headers, origin=origin)

    def post(self, path: str, body: str, /, **headers: str) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin}
        return self.ask("POST", path, {**form, **headers}, body=body)

    def ask(
        self, method: str, path: str, headers: dict[str, str], *, body: str = "", origin: str | None = None
    ) -> Answer:
        """`headers` are named with underscores; `origin` may be that of the archived pages."""
        connection = http.client.HTTPConnection(urlsplit(origin or self.origin).netloc, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body.encode(), named)
        response = connection.getresponse()
        answer = Answer(
            status=response.status, headers=response.headers, body=response.read().decode("utf-8", "replace")
        )
        connection.close()
        return answer

    @property
    def replay_origin(self) -> str:
        policy = self.get("/about").headers["Content-Security-Policy"]
        return policy.rpartition("frame-src ")[2]


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    collection = Collection(root=folder / "collection")
    captures, rendering_id = _filled(collection, folder)
    with serving(collection) as origin:
        yield Served(collection=collection, origin=origin, captures=captures, rendering_id=rendering_id)


@contextmanager
def serving(collection: Collection, *options: str) -> Iterator[str]:
    """Run `kalla serve`; gives the origin of its pages."""
    command = [sys.executable, "-c", KALLA, "serve", "--port", "0", "--collection", str(collection.root)]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        try:
            yield process.stdout.readline().split()[3].rstrip("/")
        finally:
            process.terminate()


def _filled(collection: Collection, folder: Path) -> tuple[tuple[Capture, ...], str]:
    """One article seen twice, edited in between, and a rendering of it."""
    info = CrawlInfo(software="test", robots="not asked", operator="")
    recorder = Recorder(collection, info, now=lambda: BEGINNING)
    lines = {
        "text": "\n".join(["Bron är 48 m lång.", HOSTILE, f"Källa: {URL}"]),
        "title": HOSTILE,
        "lang": "sv",
    }
    (folder / "renderings.jsonl").write_text(json.dumps(lines), encoding="utf-8")
    (rendering,) = imported_renderings(folder / "renderings.jsonl", recorder)
    captures = tuple(
        recorder.exchange(_exchange(BEGINNING + timedelta(days=day), text))
        for day, text in enumerate((PARAGRAPHS, EDITED))
    )
    with writing(recorder.catalog) as conn:
        for capture, text in zip(captures, (PARAGRAPHS, EDITED), strict=True):
            put_article(conn, _article(capture, text))
    derived_leftovers(collection, recorder.catalog)
    list(derived_pairs(recorder.catalog))
    recorder.close()
    return captures, rendering.id  # type: ignore[union-attr]  # the file is readable


def _exchange(at: datetime, text: tuple[str, ...]) -> Exchange:
    body = f"<html><title>{HOSTILE}</title><script>alert(2)</script>{''.join(text)}</html>".encode()
    head = f"HTTP/1.1 200 OK\r\nX-Note: {HOSTILE}\r\nContent-Type: text/html; charset=utf-8\r\n"
    return Exchange(
        url=URL,
        method="GET",
        started_at=at,
        request=b"GET /cau-go HTTP/1.1\r\nHost: nhandan.vn\r\nUser-Agent: a test\r\n\r\n",
        response=BytesIO(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body),
    )


def _article(capture: Capture, text: tuple[str, ...]) -> Article:
    return Article(
        record_id=capture.record_id,
        extraction="ok",
        extractor=extractor_of(outlet_for_url(URL)),
        title=HOSTILE,
        lang="vi",
        blocks=tuple(Block(type="paragraph", text=one) for one in text),
        noarchive=True,
    )
