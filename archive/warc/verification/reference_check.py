"""What records say of one another, asked when all files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.warc.dates import warc_date
from archive.warc.digests import is_of_nothing
from archive.warc.verification.finding import Finding
from archive.warc.verification.ledger import ORIGINALS, date_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from archive.warc.verification.finding import Fault, Note
    from archive.warc.verification.ledger import Ledger, Name, Reference, Seen


def reference_findings(ledger: Ledger) -> Iterator[Finding]:
    yield from (misfit for names, misfit in ledger.empty_bodies if ledger.head_requests.isdisjoint(names))
    for revisit in ledger.revisits:
        yield from _revisit_findings(revisit, ledger)
    for request in ledger.requests:
        yield from _request_findings(request, ledger)


def _revisit_findings(revisit: Reference, ledger: Ledger) -> Iterator[Finding]:
    original = next((ledger.by_name[name] for name in revisit.names if name in ledger.by_name), None)
    source = revisit.source
    if original is None or original.type not in ORIGINALS:
        # The original may have been written, by another crawl, since its file was read.
        if source.file not in ledger.being_written:
            code: Fault | Note = "revisit-dangling" if ledger.complete else "revisit-elsewhere"
            named = _spelled(revisit.names[0]) if revisit.names else "nothing"
            yield _finding(source, code, f"it refers to {named}, which no response record here is")
        return
    if not ledger.complete and source.payload_digest and is_of_nothing(source.payload_digest):
        # As wget writes it (--warc-dedup), and it holds nowhere but here.
        ledger.oddities[source.file].count("empty-digest", source)
    elif _contradict(source.payload_digest, original.payload_digest):
        what = f"{source.payload_digest} here, {original.payload_digest} in {original.record_id}"
        yield _finding(source, "revisit-digest", what)
    if original.date > source.date:
        yield _finding(source, "revisit-earlier", f"{original.record_id} is of {original.date.isoformat()}")
    yield from _place_findings(revisit, original)


def _place_findings(revisit: Reference, original: Seen) -> Iterator[Finding]:
    """Replay looks for the original by address and date, whatever id is named."""
    if revisit.target_uri is not None and revisit.target_uri != original.target_uri:
        named = f"WARC-Refers-To-Target-URI is {revisit.target_uri}"
        what = f"{named}, but {original.record_id} is of {original.target_uri}"
        yield _finding(revisit.source, "revisit-reference", what)
    if revisit.date is not None and not _is_time(revisit.date, original.date):
        named = f"WARC-Refers-To-Date is {revisit.date}"
        what = f"{named}, but {original.record_id} is of {warc_date(original.date)}"
        yield _finding(revisit.source, "revisit-reference", what)


def _is_time(text: str, at: datetime) -> bool:
    """Whether `text` names a time, be it without the fraction of its second."""
    return date_named(text) in ({at} if "." in text else {at, at.replace(microsecond=0)})


def _spelled(name: Name) -> str:
    if isinstance(name, str):
        return name
    uri, date = name
    return f"{uri} of {date if isinstance(date, str) else warc_date(date)}"


def _contradict(one: str | None, other: str | None) -> bool:
    """Digests of different algorithms cannot be compared, and an absent one says nothing."""
    if one is None or other is None:
        return False
    algorithm, _, value = one.partition(":")
    other_algorithm, _, other_value = other.partition(":")
    return algorithm.lower() == other_algorithm.lower() and value.upper() != other_value.upper()


def _request_findings(request: Reference, ledger: Ledger) -> Iterator[Finding]:
    """A request names its response: a note, since a crawl killed between the two leaves the like."""
    named = request.names[2:]
    if named and not any(name in ledger.by_name for name in named):
        yield _finding(
            request.source, "unanswered", f"{_spelled(named[0])}, the response it names, is not here"
        )


def _finding(seen: Seen, code: Fault | Note, what: str) -> Finding:
    return Finding(file=seen.file, offset=seen.offset, record_id=seen.record_id, code=code, what=what)
