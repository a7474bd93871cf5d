"""A page comes from the record that its capture names, or an error says why it does not."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive.errors import BrokenRecord, WrongUsage
from archive.warc.pages import BLOCK_LIMIT, block_at, head_at, page_at, record_at
from archive.warc.places import warc_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.model import Capture
    from tests.archive.warc.conftest import MakeExchange, OpenWriter

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
BODY = "<p>Nội dung</p>".encode()


@pytest.fixture
def capture(open_writer: OpenWriter, make_exchange: MakeExchange) -> Capture:
    with open_writer() as writer:
        return writer.exchange(make_exchange(HEAD + gzip.compress(BODY)))


def no_original(_: Capture) -> None:
    return None


def test_page_is_decoded_and_its_parts_are_raw(collection: Path, capture: Capture) -> None:
    page = page_at(collection, capture, no_original)
    assert (page.body, page.content_type) == (BODY, "text/html")
    assert head_at(collection, capture) == HEAD
    block = block_at(collection, capture)
    assert gzip.decompress(block.removeprefix(HEAD)) == BODY
    raw = warc_path(collection, capture.warc).read_bytes()[capture.offset :]
    assert record_at(collection, capture) == gzip.decompress(raw)


def test_capture_that_lies_elsewhere_is_not_mistaken(collection: Path, capture: Capture) -> None:
    with pytest.raises(BrokenRecord, match="rebuild the catalog"):
        page_at(collection, replace(capture, offset=0), no_original)
    with pytest.raises(BrokenRecord):
        page_at(collection, replace(capture, offset=capture.offset + 1), no_original)
    with pytest.raises(BrokenRecord, match="ends before"):
        page_at(collection, replace(capture, offset=1 << 40), no_original)


@pytest.mark.parametrize("part", [record_at, head_at, block_at])
def test_record_that_unpacks_to_more_than_memory_holds_is_refused(
    part: Callable[[Path, Capture], bytes], collection: Path, capture: Capture
) -> None:
    bomb = (
        b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Date: 2026-03-01T08:30:00Z\r\nContent-Length: %d\r\n\r\n"
    )
    path = warc_path(collection, capture.warc)
    path.write_bytes(gzip.compress(bomb % (BLOCK_LIMIT + 1)))  # the block itself need not be there
    with pytest.raises(BrokenRecord, match=f"a block of {BLOCK_LIMIT + 1} bytes"):
        part(collection, replace(capture, offset=0, record_id="urn:uuid:1"))


def test_revisit_without_its_original_has_no_page(collection: Path, capture: Capture) -> None:
    with pytest.raises(BrokenRecord, match="not in the archive"):
        page_at(collection, replace(capture, type="revisit"), no_original)


@pytest.mark.parametrize("name", ["missing.warc.gz", "../manifest.jsonl", ".hidden"])
def test_file_that_is_not_there_is_named(name: str, collection: Path, capture: Capture) -> None:
    with pytest.raises(WrongUsage, match=r"missing|not the name"):
        block_at(collection, replace(capture, warc=name))
