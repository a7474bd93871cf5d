"""Files that others wrote are read, and called well when they are well."""

from __future__ import annotations

import gzip
import tracemalloc
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from backports.zstd import compress as zstd_compress
from fastwarc.warc import ArchiveIterator as FastWarcIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import BrokenRecord
from archive.model import Capture
from archive.warc.captures import readable_captures_in
from archive.warc.digests import digest_of
from archive.warc.pages import page_at
from archive.warc.reader import iter_records, read_record
from archive.warc.salvage import salvaged
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.verify import files_findings

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://outlet.example/bài"
CHUNKED_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNKS = b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"


def record(block: bytes, *, end: bytes = b"\r\n", version: str = "WARC/1.0", **fields: str) -> bytes:
    given = {
        "WARC-Type": "response",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "WARC-Target-URI": f"<{URL}>",
        "WARC-Date": "2026-03-01T08:30:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    lines = [version, *(f"{name}: {value}" for name, value in given.items()), "", ""]
    return end.join(line.encode() for line in lines) + block + end * 2


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "foreign.warc"


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd_compress], ids=["plain", "gzip", "zstd"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"], ids=["CRLF", "LF"])
def test_plain_gzip_and_zstd_are_read_alike(pack: type[bytes], end: bytes, path: Path) -> None:
    first = record(CHUNKED_HEAD + CHUNKS, end=end)
    other = record(b"WARC/1.0 2\r\n\r\n", end=end, WARC_Type="resource", WARC_Record_ID="<urn:uuid:2>")
    path.write_bytes(pack(first) + pack(other))
    (capture,) = readable_captures_in(path)
    assert isinstance(capture, Capture)
    assert (capture.url, capture.status, capture.mime) == (URL, 200, "text/html")
    assert capture.digest == digest_of(b"hello world")
    assert page_at(path, capture, lambda _: None).body == b"hello world"
    offsets = [found.offset for found in iter_records(path)]
    with read_record(path, offsets[1]) as second:
        assert second.block.read() == b"WARC/1.0 2\r\n\r\n"
    assert list(files_findings([path])) == []


@pytest.mark.parametrize(
    ("hashed", "convention"),
    [(b"hello world", "decoded"), (CHUNKS, "as sent")],
)
def test_either_convention_of_payload_digest_is_well_and_named(
    hashed: bytes, convention: str, path: Path
) -> None:
    path.write_bytes(record(CHUNKED_HEAD + CHUNKS, WARC_Payload_Digest=digest_of(hashed)))
    ledger = Ledger()
    assert list(files_findings([path], ledger=ledger)) == []
    assert dict(ledger.conventions) == {convention: 1}


@pytest.mark.parametrize(
    "digest",
    [
        "sha256:b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
        "SHA-256:B94D27B9934D3E08A52E52D7DA7DABFAC484EFE37A5380EE9088F7ACE2EFCDE9",
        "md5:5eb63bbbe01eeed093cb22bb8f5acdc3",
        digest_of(b"hello world").lower(),
    ],
)
def test_digest_may_be_spelt_in_many_ways(digest: str, path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    path.write_bytes(record(head + b"hello world", WARC_Payload_Digest=digest))
    assert list(files_findings([path])) == []
    path.write_bytes(record(head + b"hello world!", WARC_Payload_Digest=digest))
    assert [found.code for found in files_findings([path])] == ["payload-digest"]


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"shor", "body-short"), (b"decoded, and longer", "body-long")],
)
def test_body_that_contradicts_its_head_is_a_fault(body: bytes, code: str, path: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n"
    path.write_bytes(record(head + body))
    assert [found.code for found in files_findings([path])] == [code]
    path.write_bytes(record(head + body, WARC_Truncated="length"))
    assert list(files_findings([path])) == []


def test_file_of_warcio_is_well(path: Path) -> None:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "other"}))
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        response = writer.create_warc_record(
            URL, "response", payload=BytesIO(b"hello"), length=5, http_headers=head
        )
        asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "outlet.example")], is_http_request=True)
        request = writer.create_warc_record(URL, "request", http_headers=asked)
        writer.write_request_response_pair(request, response)
        digest, date = (response.rec_headers[name] for name in ("WARC-Payload-Digest", "WARC-Date"))
        writer.write_record(writer.create_revisit_record(URL, digest, URL, date, http_headers=head))
    assert list(files_findings([path])) == []


def test_folded_field_is_read_as_one_line(path: Path) -> None:
    path.write_bytes(record(b"x", Kalla_Source="a folder\r\n  and\r\n\ta file"))
    (found,) = iter_records(path)
    assert found.field("Kalla-Source") == "a folder and a file"


@pytest.mark.parametrize("line", [b" \n", b"a:\n", b"a: " + b"b" * 60_000 + b"\n"])
def test_head_without_end_is_refused(line: bytes, path: Path) -> None:
    path.write_bytes(b"WARC/1.0\nA: b\n" + line * (1_200_000 // len(line)))
    with pytest.raises(BrokenRecord, match="head is too long"):
        next(iter_records(path))


def test_many_records_in_one_gzip_member_are_read_and_split(path: Path, tmp_path: Path) -> None:
    records = [
        record(b"x" * number, WARC_Record_ID=f"<urn:uuid:{number}>", WARC_Type="resource")
        for number in range(5)
    ]
    path.write_bytes(gzip.compress(b"".join(records)))
    assert [len(found.block.read()) for found in iter_records(path)] == [0, 1, 2, 3, 4]
    assert {(found.code, found.is_fault) for found in files_findings([path])} == {("unseekable", False)}
    out = tmp_path / "split.warc.gz"
    assert len(list(salvaged(path, out))) == 5
    assert list(files_findings([out])) == []
    assert len(list(FastWarcIterator(BytesIO(out.read_bytes())))) == 5


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n\n",
        b"GIF89a",
        b"WARC/1.0\r\n",
        b"WARC/1.0\r\nno colon\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: -5\r\n\r\n",
        "WARC/1.0\r\nContent-Length: ٣\r\nWARC-Date: 2026-03-01T08:30:00Z\r\n\r\n".encode(),
        b"WARC/1.0\r\nContent-Length: 5\r\nWARC-Date: yesterday\r\n\r\nabcde\r\n\r\n",
        b"WARC/1.0\r\nContent-Length: 99999999999999999999999\r\nWARC-Date: 2026-03-01T08:30:00Z\r\n\r\nabc",
        b"\x1f\x8b\x08\x00\x00",
        b"\x28\xb5\x2f\xfd\x00\x00",
        gzip.compress(b"no record"),
        b"WARC/1.0\r\n" + b"x" * 3_000_000,
    ],
    ids=range(13),
)
def test_garbage_is_named_with_its_place(raw: bytes, path: Path) -> None:
    path.write_bytes(raw)
    if raw.strip():
        with pytest.raises(BrokenRecord) as caught:
            list(iter_records(path))
        assert (caught.value.file, caught.value.offset) == (path.name, 0)
    assert {found.code for found in files_findings([path])} == {"damaged" if raw.strip() else "empty"}


def test_bomb_is_not_held_in_memory(path: Path) -> None:
    zeros = bytes(1 << 20)
    with gzip.open(path, "wb", compresslevel=1) as file:
        head, tail = record(b"", WARC_Type="resource", Content_Length=str(64 << 20)).split(b"\r\n\r\n", 1)
        file.write(head + b"\r\n\r\n")
        for _ in range(64):
            file.write(zeros)
        file.write(tail)
    tracemalloc.start()
    assert list(readable_captures_in(path)) == []
    assert tracemalloc.get_traced_memory()[1] < 9 << 20
    tracemalloc.stop()
