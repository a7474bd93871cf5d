"""Foreign archives hold few renderings among many pages, and damage does not end the reading."""

from __future__ import annotations

import gzip
import random
from typing import TYPE_CHECKING

import pytest
from backports.zstd import compress as zstd_compress

from archive.accession import imported_renderings
from archive.catalog.engine import reading
from archive.catalog.renderings import rendering_with_id
from archive.collection import Collection
from archive.errors import UnreadableInput
from archive.model import Rendering
from archive.rebuild import rebuilt_files
from archive.recorder import offline_recorder
from archive.rendering.decoding import MAX_BYTES
from archive.rendering.files import RenderingInput, WebArchiveInput
from archive.rendering.record import rendering_from_record
from archive.warc.renderings import renderings_of_web_archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BODY = "Bron öppnades för trafik på fredagen, och alla i byn var där."
SOURCE_LINE = "Källa: https://nhandan.vn/a-post900001.html"
PAGE = f"""<html lang="sv"><body><h1>Ny bro i byn</h1><div class="post-detail-body"><p>{BODY}</p>
<p>{SOURCE_LINE}</p></div></body></html>""".encode()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
ARTICLE = "https://www.vietnam.vn/sv/ny-bro-i-byn"


def record(uri: str, block: bytes | str, kind: str = "conversion") -> bytes:
    block = block.encode() if isinstance(block, str) else block
    fields = (
        f"WARC-Type: {kind}",
        "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        "WARC-Date: 2026-03-01T08:30:00Z",
        f"WARC-Target-URI: {uri}",
        f"Content-Length: {len(block)}",
    )
    return "\r\n".join(["WARC/1.0", *fields, "", ""]).encode() + block + b"\r\n\r\n"


def response(uri: str, body: bytes, head: bytes = HEAD) -> bytes:
    return record(uri, head + b"\r\n" + body, "response")


def read(path: Path, *records: bytes) -> list[RenderingInput | UnreadableInput]:
    path.write_bytes(b"".join(records))
    told: list[int] = []
    found = list(renderings_of_web_archive(WebArchiveInput(source=path.name, path=path), told=told.append))
    assert sum(told) == path.stat().st_size
    return found


def sources(found: list[RenderingInput | UnreadableInput]) -> list[str]:
    return [one.source.partition("#")[2] for one in found if isinstance(one, RenderingInput)]


def test_renderings_are_found_among_pages_of_other_sites(tmp_path: Path) -> None:
    subsite, copy = "https://www.vietnam.vn/quangninh/ny-bro", "https://copies.example/ny-bro"
    found = read(
        tmp_path / "a.wet",
        record("https://paper.example/1", f"{BODY}\nKälla: https://other.example/1"),
        record(ARTICLE, BODY),
        record("https://www.vietnam.vn/sv", f"{BODY}\nNo data"),
        record(subsite, f"{BODY}\nKälla"),
        record("https://notvietnam.vn/sv/ny-bro", BODY),
        record("https://paper.example/2", f"{BODY}\nMer finns på https://nhandan.vn/a-post900001.html"),
        record(copy, f"{BODY}\n{SOURCE_LINE}"),
        record("http://[", f"{BODY}\nnhandan.vn"),
    )
    assert sources(found) == [ARTICLE, subsite, copy]
    assert len(found) == 3


@pytest.mark.parametrize("name", ["a.wet", "a.warc"])
def test_source_of_a_rendering_is_the_page_that_its_record_names(name: str, tmp_path: Path) -> None:
    one = record(ARTICLE, f"{BODY}\nKälla") if name == "a.wet" else response(ARTICLE, PAGE)
    (found,) = read(tmp_path / name, one)
    assert isinstance(found, RenderingInput)
    assert found.source == f"{name}#{ARTICLE}"  # the record keeps the file's name
    assert found.rendering.source == ARTICLE
    again = rendering_from_record(found.content_type, found.body, source=found.source)
    assert again == found.rendering


@pytest.mark.parametrize("name", ["a.wet", "a.warc.wet.gz", "a.warc.zst"])
def test_file_without_a_byte_is_named(name: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path / name)
    assert isinstance(found, UnreadableInput)
    assert "is empty" in found.reason


def test_answer_other_than_200_holds_no_rendering(tmp_path: Path) -> None:
    gone, moved = (HEAD.replace(b"200 OK", status) for status in (b"404 Not Found", b"301 Moved"))
    assert read(tmp_path / "a.warc", response(ARTICLE, PAGE, gone), response(ARTICLE, PAGE, moved)) == []


def test_page_of_the_site_without_an_article_is_named_only_under_an_articles_address(tmp_path: Path) -> None:
    page = b"<html><body><p>Logga in</p></body></html>"
    found = read(
        tmp_path / "a.warc", response(ARTICLE, page), response("https://www.vietnam.vn/sv/tag/x", page)
    )
    assert [str(one).partition(":")[0] for one in found] == ["a.warc#https"]
    assert all(isinstance(one, UnreadableInput) for one in found)


def test_response_that_is_not_http_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    odd = record(ARTICLE, b"gopher says <hello>", "response")
    whole = response(ARTICLE, PAGE)
    found = read(tmp_path / "a.warc", whole, odd, whole)
    assert [type(item) for item in found] == [RenderingInput, UnreadableInput, RenderingInput]
    assert str(found[1]).startswith(f"a.warc: has no response at byte {len(whole)}: no HTTP")


@pytest.mark.parametrize(
    "record",
    [
        response(ARTICLE, gzip.compress(PAGE + b" " * MAX_BYTES), HEAD + b"Content-Encoding: gzip\r\n"),
        response(ARTICLE, PAGE + b" " * MAX_BYTES),
        record(ARTICLE, b"Bron " * (MAX_BYTES // 5 + 1)),
    ],
    ids=["unpacked", "stored", "converted"],
)
def test_page_beyond_the_limit_is_refused_and_never_cut(record: bytes, tmp_path: Path) -> None:
    (found,) = read(tmp_path / "a.warc", record)
    assert isinstance(found, UnreadableInput)
    assert "larger than 5 MB" in found.reason


def test_film_beside_the_pages_is_passed_over(tmp_path: Path) -> None:
    film = b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n"
    assert read(tmp_path / "a.warc", response(ARTICLE, b"<" * MAX_BYTES, film)) == []


@pytest.mark.parametrize(
    ("pack", "harm"),
    [
        *((gzip.compress, harm) for harm in ("zeros", "cut out", "head")),
        *((zstd_compress, harm) for harm in ("zeros", "cut out", "head")),
        (bytes, "head"),  # a plain file shows no other damage
    ],
)
def test_reading_goes_on_behind_each_damage_and_names_its_place(
    pack: Callable[[bytes], bytes], harm: str, tmp_path: Path
) -> None:
    noise = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz \n", k=4_000))  # noqa: S311
    urls = [f"{ARTICLE}-{number}" for number in range(7)]
    records = [pack(record(url, f"{BODY} {url}\n{noise}")) for url in urls]
    places = [sum(map(len, records[:number])) for number in range(7)]
    for number in (2, 4):
        middle, size = len(records[number]) // 2, len(records[number])
        records[number] = {
            "zeros": records[number][:middle] + bytes(size - middle),
            "cut out": records[number][: middle - 200] + records[number][middle:] + bytes(200),
            "head": b"\0" * 40 + records[number][40:],
        }[harm]
    found = read(tmp_path / "a.wet", *records)
    whole = [urls[number] for number in (0, 1, 3, 5, 6)]
    assert [url for url in sources(found) if url in whole] == whole
    named = [str(one) for one in found if isinstance(one, UnreadableInput)]
    for place in (places[2], places[4]):
        assert any(f"a.wet: is damaged at byte {place}:" in line for line in named), named


@pytest.mark.parametrize("pack", [gzip.compress, zstd_compress])
def test_damage_in_a_member_of_many_records_is_told_by_how_far_it_was_read(
    pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    noise = [random.Random(number).randbytes(60_000).hex() for number in range(9)]  # noqa: S311
    records = [record(f"{ARTICLE}-{number}", f"{BODY}\n{noise[number]}") for number in range(9)]
    whole = pack(b"".join(records))
    assert len(read(tmp_path / "whole.wet", whole)) == len(records)
    *renderings, damage = read(tmp_path / "a.wet", whole[: len(whole) // 2])
    assert len(renderings) >= 3
    assert isinstance(damage, UnreadableInput)
    assert f"near byte {len(whole) // 2}, in the member at byte 0" in damage.reason


@pytest.mark.parametrize("pack", [gzip.compress, zstd_compress])
@pytest.mark.parametrize("size", [97, 500, 4_000])
def test_record_may_go_on_in_the_next_member(
    pack: Callable[[bytes], bytes], size: int, tmp_path: Path
) -> None:
    urls = [f"{ARTICLE}-{number}" for number in range(5)]
    plain = b"".join(record(url, f"{BODY} {url}") for url in urls)
    pieces = [pack(plain[at : at + size]) for at in range(0, len(plain), size)]
    found = read(tmp_path / "a.wet", *pieces, pack(b""))  # bgzip ends its files so
    assert sources(found) == urls
    assert len(found) == len(urls)


def test_frames_that_hold_nothing_are_passed_over(tmp_path: Path) -> None:
    skippable = b"\x5d\x2a\x4d\x18" + (5).to_bytes(4, "little") + b"about"
    records = [zstd_compress(record(f"{ARTICLE}-{number}", f"{BODY} {number}")) for number in range(3)]
    found = read(tmp_path / "a.wet.zst", *(skippable + one for one in records), skippable)
    assert sources(found) == [f"{ARTICLE}-{number}" for number in range(3)]
    assert len(found) == 3


@pytest.mark.parametrize("uri", [f"{ARTICLE}\x1b[31m", "https://a.example/a  b", "https://a.example/\u202e"])
def test_source_is_told_the_same_when_the_catalog_is_made_again(uri: str, tmp_path: Path) -> None:
    collection = Collection(root=tmp_path / "collection")
    recorder = offline_recorder(collection)
    path = tmp_path / "a  \x1b.warc"
    path.write_bytes(response(uri, PAGE))
    (found,) = imported_renderings(path, recorder)
    assert isinstance(found, Rendering)
    recorder.close()
    assert list(rebuilt_files(collection))
    with reading(collection.catalog()) as conn:
        assert rendering_with_id(conn, found.id) == found
    assert found.source.isprintable()
