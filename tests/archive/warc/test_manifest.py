"""The manifest's chain holds over crashes and between processes, and shows what was changed in it."""

from __future__ import annotations

import hashlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from archive.warc.manifest import ManifestEntry, append_entry, manifest_lines
from archive.warc.places import manifest_path, warc_path
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.manifest_check import manifest_findings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.warc.conftest import MakeExchange, OpenWriter

AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)


def entry(number: int) -> ManifestEntry:
    return ManifestEntry(
        file=f"å-{number}.warc.gz", bytes=number, sha256="0" * 64, records=1, first=AT, last=AT
    )


def append_number(collection: Path, number: int) -> None:
    append_entry(collection, entry(number))


def test_lines_come_back_chained(tmp_path: Path) -> None:
    for number in range(5):
        append_entry(tmp_path, entry(number))
    lines = list(manifest_lines(tmp_path))
    assert [line.entry for line in lines] == [entry(number) for number in range(5)]
    assert all(line.chained for line in lines)


def test_closed_file_is_described_as_it_lies_on_disk(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(b"HTTP/1.1 200 OK\r\n\r\n"))
    (line,) = manifest_lines(collection)
    raw = warc_path(collection, capture.warc).read_bytes()
    assert line.entry is not None
    assert (line.entry.file, line.entry.bytes, line.entry.records) == (capture.warc, len(raw), 3)
    assert line.entry.sha256 == hashlib.sha256(raw).hexdigest()
    assert line.entry.last == capture.captured_at


@pytest.mark.parametrize("file", ["../../etc/passwd", "/dev/zero", "..", "", "a\0"])
def test_name_that_leads_out_of_the_folder_is_no_entry(file: str, tmp_path: Path) -> None:
    append_entry(tmp_path, replace(entry(1), file=file))
    append_entry(tmp_path, entry(2))
    lines = list(manifest_lines(tmp_path))
    assert [line.entry for line in lines] == [None, entry(2)]
    assert all(line.chained for line in lines)
    codes = [found.code for found in manifest_findings(tmp_path, Ledger())]
    assert codes == ["manifest-line", "file-missing"]


@pytest.mark.parametrize(
    ("old", "new"), [(b',"records"', b', "records"'), (b'{"file"', b'{"x":1,"file"'), (b'"}', b'"} ')]
)
def test_last_line_spelled_otherwise_is_found(old: bytes, new: bytes, tmp_path: Path) -> None:
    append_entry(tmp_path, entry(1))
    path = manifest_path(tmp_path)
    path.write_bytes(path.read_bytes().replace(old, new))
    assert "manifest-line" in {found.code for found in manifest_findings(tmp_path, Ledger())}


def test_half_a_line_is_cut_before_the_next(tmp_path: Path) -> None:
    append_entry(tmp_path, entry(1))
    with manifest_path(tmp_path).open("ab") as file:
        file.write(b'{"file":"torn')
    append_entry(tmp_path, entry(2))
    lines = list(manifest_lines(tmp_path))
    assert [line.entry for line in lines] == [entry(1), entry(2)]
    assert all(line.chained for line in lines)


def test_edited_line_breaks_the_chain_behind_it(tmp_path: Path) -> None:
    for number in range(3):
        append_entry(tmp_path, entry(number))
    path = manifest_path(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"records":1', b'"records":2', 1))
    assert [line.chained for line in manifest_lines(tmp_path)] == [True, False, True]


def test_processes_append_one_after_the_other(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(partial(append_number, tmp_path), range(12), chunksize=6))
    lines = list(manifest_lines(tmp_path))
    assert len(lines) == 12
    assert all(line.chained for line in lines)
