"""A crawl that dies loses nothing it had handed on, and leaves nothing broken behind."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from archive.model import Capture
from archive.warc.captures import readable_captures_in
from archive.warc.healing import heal
from archive.warc.manifest import manifest_lines
from archive.warc.places import closed_warcs, open_warcs, warc_path, warcs_folder
from archive.warc.reader import iter_records

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.warc.conftest import MakeExchange, OpenWriter

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"<p>T\xc3\xb4i</p>" * 50

CRAWL = textwrap.dedent(
    """
    import hashlib, resource, sys
    from datetime import UTC, datetime
    from io import BytesIO
    from pathlib import Path
    from archive.errors import RecordingFailed
    from archive.model import Exchange
    from archive.warc.writer import CrawlInfo, WarcWriter

    collection, file_size = Path(sys.argv[1]), int(sys.argv[2])
    if file_size:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))
    now = lambda: datetime.now(UTC)
    writer = WarcWriter(collection, CrawlInfo(software="s", robots="r", operator="o"), now=now)
    for number in range(100_000):
        body = hashlib.shake_256(b"%d" % number).digest(20_000 + number % 7 * 1000)
        exchange = Exchange(url=f"http://outlet.example/{number}", method="GET", started_at=now(),
                            request=b"GET / HTTP/1.1\\r\\n\\r\\n",
                            response=BytesIO(b"HTTP/1.1 200 OK\\r\\n\\r\\n" + body))
        try:
            capture = writer.exchange(exchange)
        except RecordingFailed as error:
            print(error, file=sys.stderr)
            sys.exit(3)
        print(capture.record_id, flush=True)
    """
)


def crawl(collection: Path, *, file_size: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CRAWL, str(collection), str(file_size)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # noqa: S603


def captured_ids(collection: Path) -> list[str]:
    return [
        capture.record_id
        for path in closed_warcs(collection)
        for capture in readable_captures_in(path)
        if isinstance(capture, Capture)
    ]


@pytest.mark.parametrize("handed_on", [1, 23, 60])
def test_killed_crawl_loses_nothing_it_had_handed_on(collection: Path, handed_on: int) -> None:
    with crawl(collection) as process:
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(handed_on)]
        process.kill()
        told += process.stdout.read().split()
    (healed,) = heal(collection)
    assert captured_ids(collection)[: len(told)] == told
    assert [line.entry.file for line in manifest_lines(collection) if line.entry] == [healed.file]
    assert open_warcs(collection) == []
    assert heal(collection) == []


def test_full_disk_stops_the_crawl_at_a_whole_record(collection: Path) -> None:
    with crawl(collection, file_size=300_000) as process:
        told, error = process.communicate()
    assert process.returncode == 3
    assert "cannot write to" in error
    (unfinished,) = open_warcs(collection)
    ids = [record.record_id for record in iter_records(unfinished) if record.type == "response"]
    assert ids == told.split()
    (healed,) = heal(collection)
    assert healed.tail is None


@pytest.mark.parametrize("kept_of_last_record", [0, 1, 10, 100, -1])
def test_partial_tail_is_set_aside(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange, kept_of_last_record: int
) -> None:
    writer = open_writer()
    first = writer.exchange(make_exchange(PAGE))
    last = writer.exchange(make_exchange(PAGE))
    unfinished = warc_path(collection, first.warc)
    raw = unfinished.read_bytes()
    cut = raw[: last.offset + (kept_of_last_record % last.length)]
    writer.close()
    (collection / "manifest.jsonl").unlink()
    warc_path(collection, first.warc).unlink()
    unfinished.write_bytes(cut)

    (healed,) = heal(collection)

    assert (healed.file, healed.size) == (first.warc, last.offset)
    assert healed.tail_bytes == len(cut) - last.offset
    tail = (warcs_folder(collection) / healed.tail).read_bytes() if healed.tail else b""
    assert warc_path(collection, first.warc).read_bytes() + tail == cut
    assert list(readable_captures_in(warc_path(collection, first.warc))) == [first]


def test_file_without_one_whole_record_is_set_aside_whole(collection: Path) -> None:
    folder = warcs_folder(collection)
    folder.mkdir(parents=True)
    (folder / "x.warc.gz.open").write_bytes(b"\x1f\x8b\x08\x00 not much of a file")
    (healed,) = heal(collection)
    assert healed.file is None
    assert {path.name for path in folder.iterdir()} == {"x.warc.gz.tail-0"}


def test_file_of_a_living_crawl_is_left_alone(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE))
        assert heal(collection) == []
        assert warc_path(collection, capture.warc).name.endswith(".open")


def test_crash_between_manifest_and_renaming_is_made_good(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE))
    closed = warc_path(collection, capture.warc)
    closed.rename(closed.with_name(closed.name + ".open"))
    (healed,) = heal(collection)
    assert healed.file == capture.warc
    assert len(list(manifest_lines(collection))) == 1


def test_damage_in_the_middle_is_not_a_tail(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        first = writer.exchange(make_exchange(PAGE))
        last = writer.exchange(make_exchange(PAGE))
    closed = warc_path(collection, first.warc)
    raw = bytearray(closed.read_bytes())
    raw[first.offset + first.length // 2] ^= 0x40
    closed.unlink()
    closed.with_name(closed.name + ".open").write_bytes(raw)
    (healed,) = heal(collection)
    assert (healed.tail, healed.size) == (None, last.offset + last.length)
    assert closed.read_bytes() == raw


def test_damage_at_the_beginning_sets_no_whole_record_aside(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        captures = [writer.exchange(make_exchange(PAGE)) for _ in range(3)]
    closed = warc_path(collection, captures[0].warc)
    raw = bytearray(closed.read_bytes())
    raw[0] ^= 1
    closed.unlink()
    closed.with_name(closed.name + ".open").write_bytes(raw)
    (healed,) = heal(collection)
    assert (healed.file, healed.tail, healed.damaged) == (closed.name, None, 1)
    assert "damaged at 1 places" in str(healed)
    assert closed.read_bytes() == raw
    assert [found for found in readable_captures_in(closed) if isinstance(found, Capture)] == captures
