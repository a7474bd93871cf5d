"""What is odd about records without being wrong: how other tools write them, and what follows for a reader.

A crawl repeats its tool's habits in every record, so they are counted, and told once a file.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.http1.coding import CODINGS
from archive.http1.framing import is_chunked, listed
from archive.http1.head import head_end
from archive.http1.message import response_head
from archive.warc.verification.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.http1.head import ResponseHead
    from archive.warc.reader import Record
    from archive.warc.verification.block_check import BlockFacts
    from archive.warc.verification.finding import Oddity
    from archive.warc.verification.ledger import Seen

WORDS: dict[Oddity, str] = {
    "no-warcinfo": "no warcinfo record says what wrote this file",
    "two-versions": "WARC/1.0 and WARC/1.1 stand in one file",
    "uri-in-brackets": "WARC-Target-URI stands in <…>, as wget up to 1.21 writes it",
    "no-block-digest": "WARC-Block-Digest is missing, so nothing tells an edited record from a whole one",
    "no-payload-digest": "WARC-Payload-Digest is missing, so repeated pages cannot be told",
    "digest-as-sent": "the payload digest is that of the chunks as sent, as wget has it, not of the payload",
    "coding-undone": "the head names a content coding that the body lacks: it was undone, or never done",
    "chunks-undone": "the head says that the body is chunked, and it is not: that was undone, or never done",
    "head-remade": "the status line has no place for a reason: it was made anew, or the server is odd",
    "request-remade": "the request has no Host, or lacks its URL's query: it may have been made anew",
    "via-proxy": "the request went through a proxy that named itself (Via)",
    "304-response": "a 304 is kept as a response: replay shows an empty page where it is the nearest",
    "metadata-at-page": "a metadata record has a page's own address, and some replays serve it for the page",
    "no-request": "no request record tells what was asked",
    "segmented": "a payload is spread over several records (WARC-Segment-Number), so its digest is unchecked",
    "empty-digest": "a revisit states the digest of no bytes at all, as wget writes it (--warc-dedup)",
}
_NO_REASON = re.compile(rb"HTTP/1\.[01] \d{3}\r?\n")
_FIRST_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,16})[ \t]*(?:;[^\n]*)?\r?\n")
_HOST = re.compile(rb"^host[ \t]*:", re.IGNORECASE | re.MULTILINE)
_VIA = re.compile(rb"^via[ \t]*:", re.IGNORECASE | re.MULTILINE)


@dataclass(slots=True)
class Oddities:
    """What is odd in one file: how often, and in which record first."""

    counts: Counter[Oddity] = field(default_factory=Counter)
    first: dict[Oddity, Seen] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    versions: set[str] = field(default_factory=set)

    def take(self, record: Record, facts: BlockFacts, seen: Seen) -> None:
        self.types.add(record.type)
        self.versions.add(record.version)
        odd = [*_of_fields(record), *_of_request(record, facts), *_of_response(record, facts)]
        for oddity in odd:
            self.count(oddity, seen)

    def count(self, oddity: Oddity, seen: Seen) -> None:
        self.counts[oddity] += 1
        self.first.setdefault(oddity, seen)

    def findings(self, file: str) -> Iterator[Finding]:
        if "warcinfo" not in self.types:
            yield _of_file(file, "no-warcinfo")
        if len(self.versions) > 1:
            yield _of_file(file, "two-versions")
        for oddity, seen in self.first.items():
            number = self.counts[oddity]
            where = "in one record" if number == 1 else f"in {number} records, of which this is the first"
            yield Finding(
                file=file,
                offset=seen.offset,
                record_id=seen.record_id or None,
                code=oddity,
                what=f"{WORDS[oddity]} ({where})",
            )


def _of_file(file: str, oddity: Oddity) -> Finding:
    return Finding(file=file, offset=None, record_id=None, code=oddity, what=WORDS[oddity])


def _of_fields(record: Record) -> Iterator[Oddity]:
    if record.field("WARC-Segment-Number") is not None:
        yield "segmented"
    if (record.field("WARC-Target-URI") or "").startswith("<"):
        yield "uri-in-brackets"
    if record.field("WARC-Block-Digest") is None:
        yield "no-block-digest"
    if record.type in {"response", "revisit"} and record.field("WARC-Payload-Digest") is None:
        yield "no-payload-digest"
    if record.type == "metadata" and record.target_uri.startswith(("http://", "https://")):
        yield "metadata-at-page"


def _of_request(record: Record, facts: BlockFacts) -> Iterator[Oddity]:
    if record.type != "request":
        return
    head = facts.start[: head_end(facts.start) or None]
    target = (head.split(maxsplit=2) or [b""])[1:2]
    query = record.target_uri.partition("#")[0].partition("?")[2]
    lacks_query = bool(query) and not any(b"?" in one for one in target)
    if lacks_query or not _HOST.search(head):
        yield "request-remade"
    if _VIA.search(head):
        yield "via-proxy"


def _of_response(record: Record, facts: BlockFacts) -> Iterator[Oddity]:
    head = response_head(facts.start) if record.type == "response" else None
    if head is None:
        return
    if _NO_REASON.match(facts.start):
        yield "head-remade"
    if head.status == HTTPStatus.NOT_MODIFIED:
        yield "304-response"
    if facts.convention == "as sent" and facts.payload_holds:
        yield "digest-as-sent"
    yield from _of_body(head, facts.start[head.size :])


def _of_body(head: ResponseHead, start: bytes) -> Iterator[Oddity]:
    """`start` is the body as far as it was read together with the head: empty where there is none."""
    if is_chunked(head) and start:
        first = _FIRST_CHUNK.match(start)
        if first is None:
            yield "chunks-undone"
        else:
            start = start[first.end() :][: int(first[1], 16)]
    codings = listed(head.values(b"content-encoding"))
    coding = CODINGS.get(codings[-1]) if codings else None
    if coding and start and not start.startswith(coding.magic[: len(start)]):
        yield "coding-undone"
