"""What records say of one another, asked when all files are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.warc.verification.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.warc.verification.finding import Fault, Note
    from archive.warc.verification.ledger import Ledger, Reference, Seen


def reference_findings(ledger: Ledger, *, complete: bool) -> Iterator[Finding]:
    """`complete` says that all files were read that a revisit may lean on."""
    yield from (misfit for names, misfit in ledger.empty_bodies if ledger.head_requests.isdisjoint(names))
    for revisit in ledger.revisits:
        yield from _revisit_findings(revisit, ledger, complete=complete)
    for request in ledger.requests:
        yield from _request_findings(request, ledger)


def _revisit_findings(revisit: Reference, ledger: Ledger, *, complete: bool) -> Iterator[Finding]:
    original = next((ledger.by_name[name] for name in revisit.names if name in ledger.by_name), None)
    source = revisit.source
    if original is None or original.type != "response":
        code: Fault | Note = "revisit-dangling" if complete else "revisit-elsewhere"
        named = revisit.names[0] if revisit.names else "nothing"
        yield _finding(source, code, f"it refers to {named}, which no response record here is")
        return
    if _contradict(source.payload_digest, original.payload_digest):
        what = f"{source.payload_digest} here, {original.payload_digest} in {original.record_id}"
        yield _finding(source, "revisit-digest", what)
    if original.date > source.date:
        yield _finding(source, "revisit-earlier", f"{original.record_id} is of {original.date.isoformat()}")


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
        yield _finding(request.source, "unanswered", f"{named[0]}, the response it names, is not here")


def _finding(seen: Seen, code: Fault | Note, what: str) -> Finding:
    return Finding(file=seen.file, offset=seen.offset, record_id=seen.record_id, code=code, what=what)
