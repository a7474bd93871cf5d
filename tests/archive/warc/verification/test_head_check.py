"""A record without what the standard demands of it is a fault, whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.warc.verification.test_oddities import INFO, OK, PAGE, record, response, said_of

if TYPE_CHECKING:
    from pathlib import Path


def faults(path: Path, *records: bytes) -> set[str]:
    path.write_bytes(b"".join([INFO, *records]))
    return {found.code for found in said_of(path) if found.is_fault}


@pytest.mark.parametrize("kind", ["request", "response", "resource", "revisit"])
@pytest.mark.parametrize("uri", ["", "???", "/cau", "http://", "http://[", "http:///cau"])
def test_record_of_an_address_without_one_is_a_fault(kind: str, uri: str, tmp_path: Path) -> None:
    made = record(kind, OK + b"\r\n", 1, WARC_Target_URI=uri, WARC_Profile="a")
    assert faults(tmp_path / "a.warc.gz", made) == {"no-target"}


@pytest.mark.parametrize(
    "uri", ["http://a.example/ä b", "https://[::1]/", "dns:a.example", "urn:x:1", "ftp://a/b"]
)
def test_any_address_that_can_be_read_is_well(uri: str, tmp_path: Path) -> None:
    assert faults(tmp_path / "a.warc.gz", record("resource", PAGE, 1, WARC_Target_URI=uri)) == set()


def test_record_without_a_type_is_a_fault(tmp_path: Path) -> None:
    made = response(OK + b"\r\n" + PAGE, PAGE, WARC_Type="", WARC_Payload_Digest="")
    assert faults(tmp_path / "a.warc.gz", made) == {"no-type"}
