"""One record's own fields: is there what the standard demands, and do they agree with the block?"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.http1.message import response_head

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.warc.reader import Record
    from archive.warc.verification.finding import Fault, Note
    from archive.warc.verification.ledger import Ledger

Said = tuple["Fault | Note", str]

_OF_AN_ADDRESS = frozenset({"response", "resource", "request", "revisit", "conversion", "continuation"})
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:.")


def said_of_fields(record: Record, ledger: Ledger) -> Iterator[Said]:
    """WARC 1.1, section 5: what every record has, and what those of an address have."""
    if not record.type:
        yield "no-type", "a record without WARC-Type"
    if not record.record_id:
        yield "no-id", f"a {record.type} record without WARC-Record-ID"
    elif (twin := ledger.by_name.get(record.record_id)) is not None:
        yield "same-id", f"{twin.file} has it at byte {twin.offset} already"
    if record.type in _OF_AN_ADDRESS and not _is_uri(record.target_uri):
        stated = record.field("WARC-Target-URI")
        what = "has no WARC-Target-URI" if stated is None else f"has {stated[:200]!r} as its WARC-Target-URI"
        yield "no-target", f"a {record.type} record {what}"
    if record.skipped:
        yield "unseekable", f"number {record.skipped + 1} in its gzip member"


def said_of_revisit(record: Record, start: bytes, *, ours: bool) -> Iterator[Said]:
    """WARC 1.1, section 6.7; `start` is the block up to its HTTP head's end. All of ours have digests."""
    if record.type != "revisit":
        return
    profile = (record.field("WARC-Profile") or "").rpartition("/")[2]
    if record.field("WARC-Payload-Digest") is None and (ours or profile == "identical-payload-digest"):
        yield "revisit-digest", "it states no WARC-Payload-Digest, so nothing ties it to its original"
    head = response_head(start)
    if profile == "server-not-modified" and head is not None and head.status != HTTPStatus.NOT_MODIFIED:
        yield "revisit-profile", f"WARC-Profile says {profile}, its block has a status of {head.status}"


def _is_uri(text: str) -> bool:
    if not _SCHEME.match(text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return bool(parts.hostname) or parts.scheme not in {"http", "https"}
