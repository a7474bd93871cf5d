"""What a revisit says of its original is held against that record, since replay looks by address and date."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from archive.warc.digests import digest_of
from tests.archive.warc.verification.test_oddities import INFO, OK, PAGE, URL, record, response, said_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.warc.verification.conftest import Archive

PROFILE = "http://netpreserve.org/warc/1.1/revisit/"
ORIGINAL = response(OK + b"\r\n" + PAGE, PAGE)
LATER = {
    "WARC_Date": "2026-04-01T08:30:00Z",
    "WARC_Profile": f"{PROFILE}identical-payload-digest",
    "WARC_Payload_Digest": digest_of(PAGE),
    "WARC_Refers_To": "<urn:uuid:00000000-0000-4000-8000-000000000001>",
    "WARC_Refers_To_Target_URI": URL,
    "WARC_Refers_To_Date": "2026-03-01T08:30:00Z",
}
CONTRADICTIONS: dict[str, tuple[dict[str, str], str]] = {
    "another address": ({"WARC_Refers_To_Target_URI": "http://evil.example/"}, "revisit-reference"),
    "another date": ({"WARC_Refers_To_Date": "2025-03-01T08:30:00Z"}, "revisit-reference"),
    "no date": ({"WARC_Refers_To_Date": "yesterday"}, "revisit-reference"),
    "no payload digest": ({"WARC_Payload_Digest": ""}, "revisit-digest"),
    "a status that was sent": ({"WARC_Profile": f"{PROFILE}server-not-modified"}, "revisit-profile"),
}


def revisit_codes(path: Path, fields: dict[str, str], block: bytes = OK + b"\r\n") -> dict[str, str]:
    path.write_bytes(INFO + ORIGINAL + record("revisit", block, 3, version="1.1", **{**LATER, **fields}))
    found = said_of(path)
    assert all(
        one.record_id == "urn:uuid:00000000-0000-4000-8000-000000000003" for one in found if one.is_fault
    )
    return {one.code: one.what for one in found if one.code.startswith(("revisit-", "empty-"))}


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_revisit_that_contradicts_its_original_is_a_fault(contradiction: str, tmp_path: Path) -> None:
    fields, code = CONTRADICTIONS[contradiction]
    assert set(revisit_codes(tmp_path / "a.warc.gz", fields)) == {code}


def test_both_values_are_told(tmp_path: Path) -> None:
    found = revisit_codes(tmp_path / "a.warc.gz", {"WARC_Refers_To_Target_URI": "http://evil.example/"})
    assert "http://evil.example/" in found["revisit-reference"]
    assert URL in found["revisit-reference"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"WARC_Refers_To": ""},
        {"WARC_Refers_To": "", "WARC_Refers_To_Date": "2026-03-01T08:30:00.000Z"},
        {"WARC_Refers_To_Target_URI": "", "WARC_Refers_To_Date": ""},
    ],
)
def test_each_way_to_name_the_original_is_followed(fields: dict[str, str], tmp_path: Path) -> None:
    assert revisit_codes(tmp_path / "a.warc.gz", fields) == {}


def test_not_modified_needs_no_digest(tmp_path: Path) -> None:
    fields = {"WARC_Profile": f"{PROFILE}server-not-modified", "WARC_Payload_Digest": ""}
    assert revisit_codes(tmp_path / "a.warc.gz", fields, b"") == {}


def test_digest_of_nothing_is_a_note(tmp_path: Path) -> None:
    nothing = digest_of(b"")
    fields = {"WARC_Payload_Digest": nothing, "WARC_Block_Digest": nothing}
    found = revisit_codes(tmp_path / "a.warc.gz", fields)
    assert set(found) == {"empty-digest"}
    assert "in 2 records" in found["empty-digest"]


def test_reference_edited_in_a_collection_is_found(archive: Archive) -> None:
    members = archive.members()
    at = next(number for number, raw in enumerate(members) if b"revisit" in gzip.decompress(raw)[:60])
    changed = gzip.decompress(members[at]).replace(b"WARC-Refers-To-Date: 2026", b"WARC-Refers-To-Date: 2025")
    archive.write([*members[:at], gzip.compress(changed), *members[at + 1 :]])
    assert "revisit-reference" in archive.codes
