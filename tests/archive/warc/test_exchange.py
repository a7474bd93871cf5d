"""Each part of an exchange lies where replay finds it, or where it does not, as it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive.warc.beside import exchanged
from archive.warc.captures import readable_captures_in
from archive.warc.digests import digest_of
from archive.warc.pages import block_at, head_at, page_at
from archive.warc.places import warc_path
from archive.warc.reader import iter_records, read_record
from archive.warc.verification.verify import collection_findings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.archive.warc.conftest import MakeExchange, OpenWriter

PAGE = (
    b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "v1"\r\n\r\n<p>Xin ch\xc3\xa0o</p>'
)
NOT_MODIFIED = b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nServer: pond\r\n\r\n'
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nBa c\r\n3\r\non!\r\n0\r\n\r\n"


def test_request_and_interim_answers_name_their_response(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE, interim=hints))
    records = {
        record.type: (record.field("WARC-Concurrent-To"), record.target_uri, record.block.read())
        for record in iter_records(warc_path(collection, capture.warc))
    }
    named = f"<{capture.record_id}>"
    interim_name = "urn:kalla:interim:" + capture.record_id.removeprefix("urn:uuid:")
    assert records["request"][:2] == (named, capture.url)
    assert records["metadata"] == (named, interim_name, hints)


def test_record_states_address_protocol_tls_and_truncation(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE[:-3], truncated="disconnect"))
    with read_record(warc_path(collection, capture.warc), capture.offset) as record:
        assert record.field("WARC-IP-Address") == "192.0.2.7"
        assert record.field("WARC-Protocol") == "http/1.1"
        assert record.field("Kalla-TLS") == "TLSv1.3 TLS_AES_256_GCM_SHA384 valid"
        assert record.field("WARC-Truncated") == "disconnect"
    assert capture.truncated == "disconnect"


def test_url_cannot_break_out_of_its_line(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(PAGE, url="https://outlet.example/\r\nWARC-Type: x é"))
    assert capture.url == "https://outlet.example/%0D%0AWARC-Type:%20x%20%C3%A9"
    assert list(readable_captures_in(warc_path(collection, capture.warc))) == [capture]


@pytest.mark.parametrize(
    ("value", "target"),
    [
        (b"/b?x=1", "https://outlet.example/b?x=1"),
        (b"//other.example/", "https://other.example/"),
        ("/tiếng".encode(), "https://outlet.example/ti%E1%BA%BFng"),
        (b"/ti\xe9ng", "https://outlet.example/ti%E9ng"),
        (b"http://[", None),
    ],
)
def test_redirect_target_is_absolute(
    value: bytes, target: str | None, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(b"HTTP/1.1 301 Moved\r\nLocation: %b\r\n\r\n" % value))
    assert capture.location == target


def test_304_becomes_an_empty_revisit_that_names_its_original(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        first = writer.exchange(make_exchange(PAGE))
        again = writer.exchange(make_exchange(NOT_MODIFIED), lambda _: first)
    assert (again.type, again.status, again.digest, again.refers_to) == (
        "revisit", 304, first.digest, first.record_id,
    )  # fmt: skip
    with read_record(warc_path(collection, again.warc), again.offset) as record:
        assert record.field("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
        assert record.field("WARC-Refers-To-Target-URI") == first.url
        assert record.field("WARC-Refers-To-Date") == "2026-03-01T08:30:01.123456Z"
        assert record.field("WARC-ETag") == '"v1"'
        assert record.content_length == 0
    kept_apart = [
        record.block.read()
        for record in iter_records(warc_path(collection, again.warc))
        if record.target_uri.startswith("urn:kalla:not-modified:")
    ]
    assert kept_apart == [NOT_MODIFIED]
    page = page_at(collection, again, lambda _: first)
    assert (page.record_id, page.status, page.body) == (again.record_id, 304, "<p>Xin chào</p>".encode())
    assert page.content_type == "text/html; charset=utf-8"


def test_304_without_an_original_is_kept_as_it_came(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(NOT_MODIFIED))
    assert (capture.type, capture.status) == ("response", 304)
    assert block_at(collection, capture) == NOT_MODIFIED


def test_same_payload_becomes_a_revisit_with_its_own_head(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nAge: 7\r\n\r\n"
    other_chunks = head + b"7;x\r\nBa con!\r\n0\r\n\r\n"
    with open_writer() as writer:
        first = writer.exchange(make_exchange(CHUNKED))
        again = writer.exchange(make_exchange(other_chunks), lambda _: first)
    assert (again.type, again.status, again.digest) == ("revisit", 200, first.digest)
    assert block_at(collection, again) == head
    assert page_at(collection, again, lambda _: first).body == b"Ba con!"
    assert list(readable_captures_in(warc_path(collection, first.warc))) == [first, again]


def test_blank_lines_before_a_response_are_not_its_head(
    collection: Path, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    led = b"\r\n\r\n" + CHUNKED
    with open_writer() as writer:
        capture = writer.exchange(make_exchange(led))
    assert (capture.status, capture.digest) == (200, digest_of(b"Ba con!"))
    assert list(readable_captures_in(warc_path(collection, capture.warc))) == [capture]
    assert page_at(collection, capture, lambda _: None).body == b"Ba con!"
    head = led[: led.index(b"4\r\nBa")]
    assert head_at(collection, capture) == exchanged(collection, capture, 0).answer.head == head
    assert list(collection_findings(collection)) == []


@pytest.mark.parametrize("response", [PAGE.replace(b"200 OK", b"404 No"), PAGE + b"!"])
def test_changed_answer_is_never_a_revisit(
    response: bytes, open_writer: OpenWriter, make_exchange: MakeExchange
) -> None:
    with open_writer() as writer:
        first = writer.exchange(make_exchange(PAGE))
        assert writer.exchange(make_exchange(response), lambda _: first).type == "response"
