"""What is written is what crossed the wire, reading gives what writing said, and other tools agree."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fastwarc.warc import ArchiveIterator as FastWarcIterator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from archive.errors import RecordingFailed
from archive.model import Outcome
from archive.warc.captures import Kept, readable_captures_in
from archive.warc.digests import digest_of
from archive.warc.outcomes import outcome_of
from archive.warc.pages import block_at, page_at
from archive.warc.places import closed_warcs, warc_path
from archive.warc.reader import bare_uri, iter_records, read_record
from archive.warc.writer import Limits

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.warc.conftest import Clock, MakeExchange, OpenWriter

PAGE = (
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "v1"\r\n\r\n<p>Xin ch\xc3\xa0o</p>'
)
NOT_MODIFIED = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nServer: pond\r\n\r\n'
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nBa c\r\n3\r\non!\r\n0\r\n\r\n"

HARD_MESSAGES = [
    PAGE,
    CHUNKED,
    b"HTTP/1.1 200 OK\r\nX-A:  two  \r\nx-a: spaces \r\n\r\nbody",
    b"HTTP/1.1 200\r\n\r\n",
    b"HTTP/1.1  404   Kh\xc3\xb4ng  t\xc3\xacm th\xe1y\r\nX-\xc4\x90: \xff\xfe\r\n\r\ngone",
    b"HTTP/1.0 200 OK\nContent-Type: text/html\n\nLF only",
    b"HTTP/1.1 200 OK\r\nFolded: a\r\n\t b\r\nno colon here\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n\r\nWARC/1.0\r\n\r\n\x00\r\n\r\n",
    b"no http at all",
    b"",
]


@pytest.mark.parametrize("message", HARD_MESSAGES)
def test_block_is_the_message_to_the_last_byte(
    message: bytes, collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(message))
    assert block_at(collection, capture) == message


def test_bytes_without_a_status_lie_beside_their_request_and_outcome(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    raw = bytes(range(256)) * 9
    came = replace(make_exchange(raw), truncated="time")
    outcome = Outcome(url=came.url, at=came.started_at, kind="protocol", detail="no HTTP status line")
    with open_writer() as writer:
        kept = writer.outcome(outcome, came)
    path = warc_path(collection, kept.warc)
    found = [(one.type, one.target_uri, one.block.read()) for one in iter_records(path)][1:]
    assert found[:2] == [
        ("request", came.url, came.request),
        ("metadata", "urn:kalla:unreadable:" + kept.record_id.removeprefix("urn:uuid:"), raw),
    ]
    named = [bare_uri(one.field("WARC-Concurrent-To") or "") for one in iter_records(path)][1:]
    assert named == [kept.record_id, kept.record_id, ""]
    assert [one.field("WARC-Truncated") for one in iter_records(path)][1:] == [None, "time", None]
    stated = [one for one in readable_captures_in(path) if isinstance(one, Kept) and outcome_of(one)]
    assert stated == [kept]
    assert outcome_of(kept) == outcome


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(head=st.binary(max_size=300), body=st.binary(max_size=5000), status=st.integers(100, 599))
def test_reading_gives_what_writing_said(
    head: bytes,
    body: bytes,
    status: int,
    collection: Path,
    open_writer: OpenWriter,
    make_exchange: MakeExchange,
) -> None:
    message = b"HTTP/1.1 %d\r\n%b\r\n\r\n%b" % (status, head, body)
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(message, request=head + body))
    path = warc_path(collection, capture.warc)
    assert list(readable_captures_in(path)) == [capture]
    assert block_at(collection, capture) == message
    requests = [record.block.read() for record in iter_records(path) if record.type == "request"]
    assert requests == [head + body]


def test_empty_crawl_leaves_no_file(collection: Path, open_writer: OpenWriter) -> None:
    open_writer().close()
    assert not collection.exists()


def test_unfinished_file_is_found_by_its_final_name(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    writer = open_writer()
    capture = writer.exchange(make_exchange(PAGE))
    before = page_at(collection, capture, lambda _: None)
    assert warc_path(collection, capture.warc).name == capture.warc + ".open"
    writer.close()
    assert warc_path(collection, capture.warc).name == capture.warc
    assert page_at(collection, capture, lambda _: None) == before


def test_first_record_says_how_the_crawl_was_made(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE))
    with read_record(warc_path(collection, capture.warc), 0) as record:
        lines = dict(line.split(": ", 1) for line in record.block.read().decode().splitlines())
    assert record.type == "warcinfo"
    assert record.field("WARC-Filename") == capture.warc
    assert lines["operator"] == "Testbänken <test@kalla.example>"
    assert lines["robots"] == "obeyed"
    assert lines["settings-sha256"] == hashlib.sha256(lines["settings"].encode()).hexdigest()
    assert json.loads(lines["settings"]) == {"DOWNLOAD_DELAY": 1.5, "BOT_NAME": "kalla"}


def test_every_record_is_a_gzip_member_of_its_own(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE))
    raw = warc_path(collection, capture.warc).read_bytes()
    member = gzip.decompress(raw[capture.offset : capture.offset + capture.length])
    assert member.endswith(PAGE + b"\r\n\r\n")
    assert capture.offset + capture.length == len(raw)


def test_outcomes_and_documents_come_back(collection: Path, clock: Clock, open_writer: OpenWriter) -> None:
    outcome = Outcome(url="https://outlet.example/x", at=clock(), kind="dns", detail="không có tên\n\udcff")
    with open_writer() as writer:
        told = writer.outcome(outcome)
        name = "urn:kalla:rendering:00ff"
        rendering = writer.resource(name, "text/plain", b"Hej", at=clock(), fields={"A": "b"})
        decision = writer.metadata("urn:kalla:decision:1", "application/json", b"{}", at=clock())
    assert list(readable_captures_in(warc_path(collection, told.warc))) == [told, rendering, decision]
    storable = replace(outcome, detail="không có tên\n?")
    assert [outcome_of(kept) for kept in (told, decision)] == [storable, None]


def test_statement_under_a_page_url_is_refused(clock: Clock, open_writer: OpenWriter) -> None:
    with pytest.raises(ValueError, match="urn:"):
        open_writer().metadata("https://outlet.example/a", "text/plain", b"", at=clock())


def test_file_is_changed_by_size_and_age(
    collection: Path, clock: Clock, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer(Limits(bytes=5000, age=timedelta(hours=1))) as writer:
        names = [writer.exchange(make_exchange(PAGE + bytes(range(256)) * 2)).warc for _ in range(8)]
        clock.move(timedelta(hours=2))
        names.append(writer.exchange(make_exchange(PAGE)).warc)
    assert sorted(names) == names
    assert len(set(names)) > 2
    assert {path.name for path in closed_warcs(collection)} == set(names)
    assert names[-1] != names[-2]


def test_two_writers_of_one_moment_do_not_meet(open_writer: OpenWriter, make_exchange: MakeExchange) -> None:
    exchange = make_exchange(PAGE)
    with open_writer() as one, open_writer() as other:
        assert one.exchange(exchange).warc != other.exchange(exchange).warc


def test_big_body_goes_through_in_pieces(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    body = hashlib.shake_256(b"seed").digest(5_000_000)
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(b"HTTP/1.1 200 OK\r\n\r\n" + body))
    assert page_at(collection, capture, lambda _: None).body == body


def test_other_tools_read_every_record_and_agree_on_block_digests(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        first = writer.exchange(make_exchange(PAGE, interim=b"HTTP/1.1 100 Continue\r\n\r\n"))
        writer.exchange(make_exchange(NOT_MODIFIED), lambda _: first)
        writer.exchange(make_exchange(PAGE), lambda _: first)
        for message in HARD_MESSAGES:
            writer.exchange(make_exchange(message))
    path = warc_path(collection, first.warc)
    ours = [(record.record_id, record.offset) for record in iter_records(path)]
    theirs = []
    with path.open("rb") as file:
        records = ArchiveIterator(file, no_record_parse=True)
        for found in records:
            digest = digest_of(found.raw_stream.read())
            assert found.rec_headers["WARC-Block-Digest"] == digest
            theirs.append((bare_uri(found.rec_headers["WARC-Record-ID"]), records.get_record_offset()))
    assert theirs == ours
    fast = FastWarcIterator(BytesIO(path.read_bytes()), parse_http=False)
    read = [(bare_uri(str(found.record_id)), found.stream_pos, found.verify_block_digest()) for found in fast]
    assert read == [(*place, True) for place in ours]


def test_folder_that_cannot_be_written_fails_the_first_record(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    collection.write_bytes(b"a file where the collection should be")
    writer = open_writer()
    for _ in range(2):
        with pytest.raises(RecordingFailed):
            writer.exchange(make_exchange(PAGE))
    writer.close()


def test_interrupted_write_leaves_no_half_exchange(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    class InterruptedAtTheEnd(BytesIO):
        """A body whose second reading, the one that is written, is broken off in its last quarter."""

        readings = 0

        def seek(self, offset: int, whence: int = 0, /) -> int:
            self.readings += 1
            return super().seek(offset, whence)

        def read(self, size: int | None = -1, /) -> bytes:
            if self.readings > 1 and self.tell() > 3_000_000:
                raise KeyboardInterrupt
            return super().read(size)

    writer = open_writer()
    first = writer.exchange(make_exchange(PAGE))
    body = hashlib.shake_256(b"seed").digest(4_000_000)
    big = replace(make_exchange(PAGE), response=InterruptedAtTheEnd(b"HTTP/1.1 200 OK\r\n\r\n" + body))
    with pytest.raises(KeyboardInterrupt):
        writer.exchange(big)
    path = warc_path(collection, first.warc)
    assert path.stat().st_size == first.offset + first.length
    with pytest.raises(RecordingFailed, match="after a failure"):
        writer.exchange(make_exchange(PAGE))
