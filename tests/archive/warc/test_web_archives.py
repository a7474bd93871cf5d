"""A page of a foreign file is found, also where it is a revisit of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import BrokenRecord, UnreadableInput
from archive.model import Capture
from archive.warc.web_archives import captures_inside, page_inside, warcs_inside

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://outlet.example/a"
DIGEST = "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N"  # of "hello"


def foreign_file(path: Path, *, with_original: bool) -> list[Capture]:
    """A file as warcio writes it, whose revisit names its original by URL and date only."""
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        if with_original:
            from_server = path.with_suffix(".body")
            from_server.write_bytes(b"hello")
            with from_server.open("rb") as body:
                writer.write_record(
                    writer.create_warc_record(URL, "response", payload=body, length=5, http_headers=head)
                )
        date = "2026-03-01T08:30:00Z"
        writer.write_record(writer.create_revisit_record(URL, DIGEST, URL, date, http_headers=head))
    return [found for _, found in captures_inside(path) if isinstance(found, Capture)]


def test_revisit_that_names_no_record_id_shows_the_same_payload(tmp_path: Path) -> None:
    path = tmp_path / "foreign.warc.gz"
    original, revisit = foreign_file(path, with_original=True)
    assert (original.digest, revisit.type, revisit.refers_to) == (DIGEST, "revisit", None)
    assert page_inside(path, revisit).body == b"hello"


def test_revisit_whose_original_is_elsewhere_has_no_page(tmp_path: Path) -> None:
    path = tmp_path / "foreign.warc.gz"
    (revisit,) = foreign_file(path, with_original=False)
    with pytest.raises(BrokenRecord, match="not in the archive"):
        page_inside(path, revisit)


def test_file_that_is_no_package_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fake.wacz"
    path.write_bytes(b"no zip")
    with pytest.raises(UnreadableInput, match=r"fake\.wacz"):
        warcs_inside(path)
