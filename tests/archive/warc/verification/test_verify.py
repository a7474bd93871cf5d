"""Every fault of a generated corpus is found, and nothing is said against files that are well."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import BrokenRecord
from archive.model import Capture
from archive.verification import verified
from archive.warc.captures import readable_captures_in
from archive.warc.digests import digest_of
from archive.warc.places import manifest_path
from archive.warc.reader import iter_records
from archive.warc.salvage import salvaged
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.verify import collection_findings, files_findings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.archive.warc.conftest import MakeExchange, OpenWriter
    from tests.archive.warc.verification.conftest import Archive

PAGE = b"HTTP/1.1 200 OK\r\n\r\n<p>M\xe1\xbb\x9bi</p>"


def edited(member: bytes, old: bytes, new: bytes) -> bytes:
    record = gzip.decompress(member)
    assert old in record
    return gzip.compress(record.replace(old, new))


def with_both_digests(member: bytes, old: bytes, new: bytes) -> bytes:
    head, _, block = gzip.decompress(member).partition(b"\r\n\r\n")
    block = block.removesuffix(b"\r\n\r\n")
    changed = block.replace(old, new)
    for text in (block, block.partition(b"\r\n\r\n")[2]):
        head = head.replace(digest_of(text).encode(), digest_of(text.replace(old, new)).encode())
    return gzip.compress(head + b"\r\n\r\n" + changed + b"\r\n\r\n")


def number_of(archive: Archive, type_: str, nth: int = 0) -> int:
    found = [number for number, record in enumerate(iter_records(archive.file)) if record.type == type_]
    return found[nth]


def bit_flipped(archive: Archive) -> None:
    members = archive.members()
    at = number_of(archive, "response")
    damaged = bytearray(members[at])
    damaged[len(damaged) // 2] ^= 4
    archive.write([*members[:at], bytes(damaged), *members[at + 1 :]])


def payload_edited(archive: Archive) -> None:
    members = archive.members()
    at = number_of(archive, "response")
    archive.write([*members[:at], edited(members[at], b"<p>", b"<q>"), *members[at + 1 :]])


def payload_and_digests_edited(archive: Archive) -> None:
    members = archive.members()
    at = number_of(archive, "response")
    archive.write([*members[:at], with_both_digests(members[at], b"<p>", b"<q>"), *members[at + 1 :]])


def cut_in_a_record(archive: Archive) -> None:
    archive.file.write_bytes(archive.file.read_bytes()[:-20])


def cut_between_records(archive: Archive) -> None:
    archive.write(archive.members()[:-1])


def record_removed(archive: Archive) -> None:
    members = archive.members()
    del members[number_of(archive, "response", 1)]
    archive.write(members)


def original_removed(archive: Archive) -> None:
    members = archive.members()
    del members[number_of(archive, "response")]
    archive.write(members)


def records_swapped(archive: Archive) -> None:
    members = archive.members()
    members[1], members[2] = members[2], members[1]
    archive.write(members)


def record_duplicated(archive: Archive) -> None:
    members = archive.members()
    archive.write([*members, members[2]])


def manifest_line_edited(archive: Archive) -> None:
    path = manifest_path(archive.root)
    first, rest = path.read_bytes().split(b"\n", 1)
    fields = json.loads(first)
    path.write_bytes(json.dumps({**fields, "records": 1}).encode() + b"\n" + rest)


def last_manifest_line_edited(archive: Archive) -> None:
    path = manifest_path(archive.root)
    *before, last, _ = path.read_bytes().split(b"\n")
    fields = json.loads(last)
    path.write_bytes(b"\n".join([*before, json.dumps({**fields, "records": 1}).encode(), b""]))


def manifest_line_removed(archive: Archive) -> None:
    path = manifest_path(archive.root)
    path.write_bytes(path.read_bytes().split(b"\n", 1)[1])


def manifest_line_garbled(archive: Archive) -> None:
    path = manifest_path(archive.root)
    path.write_bytes(b"{" + path.read_bytes())


def file_missing(archive: Archive) -> None:
    archive.file.unlink()


def foreign_file_put_in(archive: Archive) -> None:
    archive.file.with_name("z.warc.gz").write_bytes(gzip.compress(b""))


def row_lost(archive: Archive) -> None:
    archive.sql(f"DELETE FROM capture WHERE record_id = '{archive.captures[0].record_id}'")  # noqa: S608


def row_invented(archive: Archive) -> None:
    archive.sql("INSERT INTO listed SELECT 'urn:uuid:0', lang, day, at FROM listed")


def row_altered(archive: Archive) -> None:
    archive.sql(f"UPDATE capture SET status = 404 WHERE record_id = '{archive.captures[0].record_id}'")  # noqa: S608


FAULTS: list[tuple[Callable[[Archive], None], set[str]]] = [
    (bit_flipped, {"damaged", "file-changed", "revisit-dangling", "row-without-record"}),
    (payload_edited, {"block-digest", "payload-digest", "file-changed"}),
    (payload_and_digests_edited, {"file-changed", "revisit-digest", "row-differs"}),
    (cut_in_a_record, {"damaged", "file-changed", "row-without-record"}),
    (cut_between_records, {"file-changed", "row-without-record"}),
    (record_removed, {"file-changed", "row-without-record"}),
    (original_removed, {"file-changed", "row-without-record", "revisit-dangling"}),
    (records_swapped, {"file-changed"}),
    (record_duplicated, {"file-changed", "same-id"}),
    (manifest_line_edited, {"manifest-chain", "manifest-line"}),
    (last_manifest_line_edited, {"manifest-line"}),
    (manifest_line_removed, {"manifest-chain", "file-unlisted"}),
    (manifest_line_garbled, {"manifest-chain", "manifest-line", "file-unlisted"}),
    (file_missing, {"file-missing", "row-without-record"}),
    (foreign_file_put_in, {"file-unlisted", "empty"}),
    (row_lost, {"record-without-row"}),
    (row_invented, {"row-without-record"}),
    (row_altered, {"row-differs"}),
]


def test_healthy_archive_is_well(archive: Archive) -> None:
    ledger = Ledger()
    assert list(verified(archive.collection, ledger)) == []
    assert len(ledger.contents) == 2
    assert ledger.conventions["decoded"] == 2


@pytest.mark.parametrize(("fault", "codes"), FAULTS, ids=[fault.__name__ for fault, _ in FAULTS])
def test_fault_is_found(fault: Callable[[Archive], None], codes: set[str], archive: Archive) -> None:
    fault(archive)
    assert codes <= archive.codes
    assert archive.codes - codes <= {"row-differs", "revisit-dangling"}


@pytest.mark.parametrize("fault", [bit_flipped, payload_edited, cut_in_a_record, record_duplicated])
def test_fault_is_found_without_manifest_and_catalog(
    fault: Callable[[Archive], None], archive: Archive
) -> None:
    assert not archive.codes_of_files_alone
    fault(archive)
    assert archive.codes_of_files_alone


def test_finding_names_place_record_and_what_to_do(archive: Archive) -> None:
    payload_edited(archive)
    found = next(found for found in archive.findings if found.code == "block-digest")
    damaged = archive.captures[0]
    assert (found.file, found.offset, found.record_id) == (damaged.warc, damaged.offset, damaged.record_id)
    assert found.advice


def test_taking_a_response_out_of_a_lone_file_is_noted(archive: Archive) -> None:
    record_removed(archive)
    assert {found.code for found in files_findings([archive.file])} == {"unanswered"}


def test_revisit_may_lean_on_another_file(archive: Archive) -> None:
    original_removed(archive)
    assert {found.code for found in files_findings([archive.file])} == {"unanswered", "revisit-elsewhere"}


def test_file_of_a_running_crawl_is_no_fault(
    archive: Archive, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE))
        with (archive.file.parent / f"{capture.warc}.open").open("ab") as file:
            file.write(b"\x1f\x8b\x08 half a member")
        codes = {found.code for found in collection_findings(archive.root)}
        assert codes == {"unfinished", "being-written"}


def test_damage_hides_no_healthy_record_behind_it(archive: Archive, tmp_path: Path) -> None:
    before = {record.record_id: record.head_bytes for record in iter_records(archive.file)}
    bit_flipped(archive)
    out = tmp_path / "salvaged.warc.gz"
    told = list(salvaged(archive.file, out))
    assert [found for found in told if isinstance(found, BrokenRecord)]
    kept = {record.record_id: record.head_bytes for record in iter_records(out)}
    assert kept == {key: head for key, head in before.items() if key != archive.captures[0].record_id}
    assert not [found for found in files_findings([out]) if found.is_fault]


@pytest.mark.parametrize("seed", range(10))
def test_any_flipped_bit_is_found(seed: int, archive: Archive) -> None:
    chance = random.Random(seed)  # noqa: S311
    raw = bytearray(archive.file.read_bytes())
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    archive.file.write_bytes(raw)
    assert "file-changed" in archive.codes


def test_captures_behind_damage_are_still_found(archive: Archive) -> None:
    bit_flipped(archive)
    found = list(readable_captures_in(archive.file))
    here = [capture for capture in archive.captures if capture.warc == archive.file.name]
    assert [entry for entry in found if isinstance(entry, Capture)] == here[1:]
    assert [entry.offset for entry in found if isinstance(entry, BrokenRecord)] == [here[0].offset]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    at=st.floats(0, 1, exclude_max=True),
    removed=st.sampled_from([0, 1, 7, 300]),
    put_in=st.sampled_from([b"", b"\0", b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"WARC/1.0\r\n", b"\r\n"]),
    plain=st.booleans(),
)
def test_whatever_happened_to_a_file_it_is_read_to_its_end(
    at: float, removed: int, put_in: bytes, plain: bool, archive: Archive, tmp_path: Path
) -> None:
    raw = archive.file.read_bytes()
    raw = gzip.decompress(raw) if plain else raw
    place = int(at * len(raw))
    path = tmp_path / "mutated.warc.gz"
    path.write_bytes(raw[:place] + put_in + raw[place + removed :])
    list(files_findings([path]))
    out = tmp_path / "salvaged.warc.gz"
    out.unlink(missing_ok=True)
    list(salvaged(path, out))
    assert "damaged" not in {found.code for found in files_findings([out])}
