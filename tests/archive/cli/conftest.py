"""`kalla` as it is called in a shell, without starting a process for it, and a small collection to ask."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from archive.accession import imported_renderings
from archive.catalog.articles import put_article
from archive.catalog.engine import writing
from archive.cli.main import kalla
from archive.collection import Collection
from archive.derive.checks import derived_leftovers
from archive.derive.pairs import derived_pairs
from archive.model import Article, Block, Exchange
from archive.outlets.registry import outlet_for_url
from archive.recorder import Recorder
from archive.text.version import extractor_of
from archive.warc.writer import CrawlInfo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from archive.model import Capture

    Kalla = Callable[..., Result]

BEGINNING = datetime(2026, 3, 1, 8, tzinfo=UTC)
URL = "https://nhandan.vn/cau-go-moi-tren-song-post800001.html"
ORIGINAL = ("Cây cầu gỗ dài 48 m bắc qua sông Lá.", "Bà Mây Sáng đi qua cầu mỗi sáng.", "Cầu mở ngày 5/1.")
EDITED = (ORIGINAL[0].replace("48", "84"), *ORIGINAL[1:])
RENDERED = (
    "Träbron över floden La är 48 m lång.",
    "May Sang går över bron varje morgon.",
    "Bron öppnade den 5 januari.",
)


@pytest.fixture
def run() -> Kalla:
    """Gives a call its result: `exit_code`, `stdout`, `stderr`. Nothing is a terminal."""

    def called(*arguments: str) -> Result:
        return CliRunner().invoke(kalla, [*arguments])

    return called


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A folder with a collection of one article, edited between its two captures, and its rendering."""

    folder: Path
    collection: Collection
    rendering_id: str


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    collection = Collection(root=folder / "collection")
    recorder = Recorder(
        collection, CrawlInfo(software="test", robots="not asked", operator=""), now=lambda: BEGINNING
    )
    told = {"text": "\n".join([*RENDERED, f"Källa: {URL}"]), "title": "Ny träbro", "lang": "sv"}
    source = folder / "renderings" / "one.jsonl"
    source.parent.mkdir()
    source.write_text(json.dumps(told), encoding="utf-8")
    (rendering,) = imported_renderings(source, recorder)
    for day, text in enumerate((ORIGINAL, EDITED)):
        capture = recorder.exchange(_exchange(BEGINNING + timedelta(days=day), text))
        with writing(recorder.catalog) as conn:
            put_article(conn, _article(capture, text))
    derived_leftovers(collection, recorder.catalog)
    list(derived_pairs(recorder.catalog))
    recorder.close()
    return Desk(folder=folder, collection=collection, rendering_id=rendering.id)  # type: ignore[union-attr]


def _exchange(at: datetime, text: tuple[str, ...]) -> Exchange:
    body = "".join(f"<p>{one}</p>" for one in text).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    asked = b"GET /cau-go-moi-tren-song-post800001.html HTTP/1.1\r\nHost: nhandan.vn\r\n\r\n"
    answered = BytesIO(head.encode() + body)
    return Exchange(url=URL, method="GET", started_at=at, request=asked, response=answered)


def _article(capture: Capture, text: tuple[str, ...]) -> Article:
    return Article(
        record_id=capture.record_id,
        extraction="ok",
        extractor=extractor_of(outlet_for_url(URL)),
        title="Cầu gỗ mới",
        lang="vi",
        blocks=tuple(Block(type="paragraph", text=one) for one in text),
    )
