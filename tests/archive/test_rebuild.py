"""One record that says nothing does not keep the others out of the catalog."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.accession import imported_renderings
from archive.catalog.engine import reading
from archive.catalog.renderings import all_renderings, rendering_with_id
from archive.collection import Collection
from archive.errors import BrokenRecord
from archive.model import Rendering
from archive.rebuild import rebuilt_files
from archive.recorder import offline_recorder
from archive.warc.warcinfo import CrawlInfo
from archive.warc.writer import WarcWriter

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

AT = datetime(2026, 3, 1, tzinfo=UTC)
INFO = CrawlInfo(software="test", robots="none", operator="none")
UNREADABLE = {
    "urn:kalla:rendering:0123456789abcdef": b"\0",
    "urn:kalla:decision:1": b'{"rendering_id": 7}',
    "urn:kalla:search:1": b'{"candidates": [null]}',
    "urn:kalla:outcome:1": b'{"kind": "dns"}',
    "urn:kalla:learned:1": b"\xff",
}


def test_records_that_cannot_be_read_are_named_and_the_others_indexed(tmp_path: Path) -> None:
    collection = Collection(root=tmp_path / "collection")
    with WarcWriter(collection.root, INFO, now=lambda: AT) as writer:
        broken = [writer.resource(name, "text/plain", body, at=AT) for name, body in UNREADABLE.items()]
    file = tmp_path / "a.txt"
    file.write_text("Bron öppnades för trafik på fredagen, och alla i byn var där.\n", "utf-8")
    recorder = offline_recorder(collection)
    (whole,) = imported_renderings(file, recorder)
    recorder.close()
    assert isinstance(whole, Rendering)
    done = list(rebuilt_files(collection))
    named = [(found.file, found.offset) for found in done if isinstance(found, BrokenRecord)]
    assert named == [(record.warc, record.offset) for record in broken]
    assert len(done) == len(broken) + 2
    with reading(collection.catalog()) as conn:
        assert rendering_with_id(conn, whole.id) == whole


def test_file_of_a_killed_process_is_indexed_around_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere, collection = Collection(root=tmp_path / "elsewhere"), Collection(root=tmp_path / "collection")
    with WarcWriter(elsewhere.root, INFO, now=lambda: AT) as writer:
        for name, body in UNREADABLE.items():
            writer.resource(name, "text/plain", body, at=AT)
        body = "Bron öppnades för trafik på fredagen, och alla i byn var där.".encode()
        whole = writer.resource("urn:kalla:rendering:1", "text/plain", body, at=AT)
    collection.warcs.mkdir(parents=True)
    (collection.warcs / f"{whole.warc}.open").write_bytes((elsewhere.warcs / whole.warc).read_bytes())
    offline_recorder(collection).close()
    with reading(collection.catalog()) as conn:
        assert [rendering.source for rendering, _, _ in all_renderings(conn)] == ["urn:kalla:rendering:1"]
    assert caplog.text.count("left out of the catalog") == len(UNREADABLE)


def test_file_of_a_killed_process_may_be_damaged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    elsewhere, collection = Collection(root=tmp_path / "elsewhere"), Collection(root=tmp_path / "collection")
    with WarcWriter(elsewhere.root, INFO, now=lambda: AT) as writer:
        body = "Bron öppnades för trafik på fredagen, och alla i byn var där.".encode()
        whole = writer.resource("urn:kalla:rendering:1", "text/plain", body, at=AT)
    raw = (elsewhere.warcs / whole.warc).read_bytes()
    collection.warcs.mkdir(parents=True)
    (collection.warcs / f"{whole.warc}.open").write_bytes(bytes([raw[0] ^ 1]) + raw[1:])
    offline_recorder(collection).close()
    with reading(collection.catalog()) as conn:
        assert [rendering.source for rendering, _, _ in all_renderings(conn)] == ["urn:kalla:rendering:1"]
    assert f"left out of the catalog: {whole.warc} at byte 0" in caplog.text
