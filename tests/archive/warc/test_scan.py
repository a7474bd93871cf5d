"""Records around damage are found, whatever it hit; and what it may have touched is not called whole."""

from __future__ import annotations

import gzip
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from archive.errors import BrokenRecord
from archive.warc.digests import digest_of
from archive.warc.reader import iter_records
from archive.warc.salvage import salvaged
from archive.warc.scan import UnreadableFile, scan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.warc.reader import Record

NAMES = [f"urn:uuid:{number}" for number in range(8)]


def record(number: int, *, longer: int = 0, size: int = 300, digest: bool = True) -> bytes:
    block = b"%d: %s" % (number, os.urandom(size).hex().encode())
    fields = [
        "WARC/1.1",
        "WARC-Type: resource",
        f"WARC-Record-ID: <{NAMES[number]}>",
        "WARC-Date: 2026-03-01T08:30:00Z",
        f"WARC-Target-URI: http://a.example/{number}",
        *([f"WARC-Block-Digest: {digest_of(block)}"] if digest else []),
        f"Content-Length: {len(block) + longer}",
    ]
    return "\r\n".join([*fields, "", ""]).encode() + block + b"\r\n\r\n"


def bit_flipped(raw: bytes) -> bytes:
    return bytes([raw[0] ^ 1]) + raw[1:]


BEGINNINGS: dict[str, tuple[Callable[[bytes], bytes], int]] = {
    "bit of the first byte": (bit_flipped, 1),
    "first three bytes gone": (lambda raw: raw[3:], 1),
    "a line end before": (lambda raw: b"\n" + raw, 0),
    "junk before": (lambda raw: b"junk" + raw, 0),
    "zero bytes before": (lambda raw: bytes(100) + raw, 0),
}


def ids(path: Path) -> list[str]:
    """Of the records that can be read to their end."""
    found = []
    for one in scan(path):
        with suppress(BrokenRecord):
            if not isinstance(one, BrokenRecord) and one.block.finish():
                found.append(one.record_id)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.warc.gz"


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_damage_at_the_beginning_costs_the_first_record_at_most(beginning: str, path: Path) -> None:
    damage, lost = BEGINNINGS[beginning]
    path.write_bytes(damage(b"".join(gzip.compress(record(number)) for number in range(8))))
    assert ids(path) == NAMES[lost:]
    assert len([found for found in scan(path) if isinstance(found, BrokenRecord)]) == 1


@pytest.mark.parametrize("longer", [1000, 300, 7, -1, -10, -300])
def test_neighbours_of_a_plain_record_with_a_wrong_length_are_found(longer: int, path: Path) -> None:
    path.write_bytes(b"".join(record(number, longer=longer if number == 2 else 0) for number in range(8)))
    assert ids(path) == [*NAMES[:2], *NAMES[3:]]


def test_plain_records_may_stand_before_compressed_ones(path: Path) -> None:
    path.write_bytes(record(0) + record(1) + gzip.compress(record(2)) + gzip.compress(record(3)))
    assert [found.record_id for found in iter_records(path)] == NAMES[:4]


def test_file_that_the_system_does_not_hand_out_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.warc.gz").mkdir()
    (tmp_path / "nowhere.warc.gz").symlink_to(tmp_path / "nothing")
    for path in tmp_path.iterdir():
        (found,) = scan(path)
        assert isinstance(found, UnreadableFile)
        assert (found.file, found.offset) == (path.name, 0)


def test_damaged_member_of_many_records_is_whole_only_as_far_as_digests_prove_it(path: Path) -> None:
    healthy = [record(number, size=60_000) for number in range(8)]
    raw = bytearray(gzip.compress(b"".join(healthy)))
    at = int(len(raw) * 0.7)
    raw[at : at + 3] = bytes(3)
    path.write_bytes(raw)
    out = path.with_name("out.warc.gz")
    told = list(salvaged(path, out))
    kept = [gzip.decompress(member) for member in members(out)]
    assert kept == healthy[: len(kept)]
    assert 3 <= len(kept) <= 5
    assert any(isinstance(found, BrokenRecord) for found in told)


def test_damaged_member_without_digests_is_left_out(path: Path) -> None:
    raw = bytearray(gzip.compress(b"".join(record(number, size=60_000, digest=False) for number in range(4))))
    raw[-6] ^= 1
    path.write_bytes(bytes(raw) + gzip.compress(record(4)))
    out = path.with_name("out.warc.gz")
    told = list(salvaged(path, out))
    whole: list[Record] = [found for found in told if not isinstance(found, BrokenRecord)]
    assert [found.record_id for found in whole] == [NAMES[4]]
    assert len(told) == 3  # the first unproved one, the damage, and the healthy record
    assert "no digest proves them" in str(told[0])


def members(path: Path) -> list[bytes]:
    raw = path.read_bytes()
    return [raw[found.offset :][: found.length] for found in iter_records(path)]
