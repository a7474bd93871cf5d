"""What people bring in is kept once, told the same when it is read again, and refused by name."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from archive.accession import imported_renderings
from archive.catalog.engine import reading
from archive.catalog.renderings import rendering_with_id
from archive.collection import Collection
from archive.errors import UnreadableInput
from archive.model import Rendering
from archive.rebuild import rebuilt_files
from archive.recorder import offline_recorder
from archive.rendering.decoding import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.recorder import Recorder

PAGE = """<html lang="sv"><body><h1>Ny bro i byn</h1><div class="post-detail-body">
<p>Bron öppnades för trafik på fredagen, och alla i byn var där.</p><p>Källa: https://nhandan.vn/a-post900001.html
</p></div></body></html>""".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def warc_record(uri: str, block: bytes, kind: str = "response") -> bytes:
    fields = (
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date: 2026-03-01T08:30:00Z",
        f"WARC-Target-URI: {uri}",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(["WARC/1.0", *fields, "", ""]).encode() + block + b"\r\n\r\n"


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return Collection(root=tmp_path / "collection")


@pytest.fixture
def recorder(collection: Collection) -> Iterator[Recorder]:
    recorder = offline_recorder(collection)
    yield recorder
    recorder.close()


def imported(path: Path, *records: bytes, recorder: Recorder) -> list[Rendering | UnreadableInput]:
    path.write_bytes(b"".join(records))
    return list(imported_renderings(path, recorder))


def test_response_that_is_not_http_is_named_and_the_others_go_on(tmp_path: Path, recorder: Recorder) -> None:
    odd = warc_record("https://a.example/1", b"gopher says <hello>")
    whole = warc_record("https://a.example/2", HEAD + b"\r\n" + PAGE)
    found = imported(tmp_path / "a.warc", whole, odd, whole, recorder=recorder)
    assert [type(item) for item in found] == [Rendering, UnreadableInput, Rendering]
    assert str(found[1]).startswith(f"{tmp_path}/a.warc: has no response at byte {len(whole)}: no HTTP")


@pytest.mark.parametrize(
    "record",
    [
        warc_record(
            "https://a.example/",
            HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE + b" " * MAX_BYTES),
        ),
        warc_record("https://a.example/", HEAD + b"\r\n" + PAGE + b" " * MAX_BYTES),
        warc_record("https://a.example/", b"Bron " * (MAX_BYTES // 5 + 1), "conversion"),
    ],
    ids=["unpacked", "stored", "converted"],
)
def test_page_beyond_the_limit_is_refused_and_never_cut(
    record: bytes, tmp_path: Path, recorder: Recorder
) -> None:
    (found,) = imported(tmp_path / "a.warc", record, recorder=recorder)
    assert isinstance(found, UnreadableInput)
    assert "larger than 5 MB" in found.reason


def test_film_beside_the_pages_is_passed_over(tmp_path: Path, recorder: Recorder) -> None:
    film = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n" + b"<" * MAX_BYTES
    assert imported(tmp_path / "a.warc", warc_record("https://a.example/", film), recorder=recorder) == []


@pytest.mark.parametrize(
    "uri", ["https://a.example/\x1b[31m", "https://a.example/a  b", "https://a.example/\u202e"]
)
def test_source_is_told_the_same_when_the_catalog_is_made_again(
    uri: str, tmp_path: Path, collection: Collection
) -> None:
    recorder = offline_recorder(collection)
    (found,) = imported(tmp_path / "a  \x1b.warc", warc_record(uri, HEAD + b"\r\n" + PAGE), recorder=recorder)
    assert isinstance(found, Rendering)
    with reading(recorder.catalog) as conn:
        before = rendering_with_id(conn, found.id)
    recorder.close()
    assert list(rebuilt_files(collection))
    with reading(collection.catalog()) as conn:
        assert rendering_with_id(conn, found.id) == before == found
    assert found.source.isprintable()
