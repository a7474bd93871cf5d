"""Verification from end to end: of a collection with all it holds, or of single files from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.warc.places import all_warcs
from archive.warc.verification.file_check import file_findings
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.manifest_check import manifest_findings
from archive.warc.verification.reference_check import reference_findings
from archive.warc.verification.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archive.model import Capture
    from archive.warc.verification.finding import Finding


def collection_findings(
    collection: Path, captures: Iterable[Capture] | None = None, *, ledger: Ledger | None = None
) -> Iterator[Finding]:
    """Check every file of a collection, its manifest, and, if `captures` of its catalog are given, those.

    Meant for a collection at rest: of one that a crawl writes to, the newest records may seem to lack rows.
    """
    ledger = ledger or Ledger()
    rows = None if captures is None else Rows(captures)
    for path in all_warcs(collection):
        yield from file_findings(path, ledger, rows)
    yield from manifest_findings(collection, ledger)
    yield from reference_findings(ledger, complete=True)
    yield from () if rows is None else rows.without_record()


def files_findings(paths: Iterable[Path], *, ledger: Ledger | None = None) -> Iterator[Finding]:
    """Check files that stand alone; a revisit's original may be in another."""
    ledger = ledger or Ledger()
    for path in paths:
        yield from file_findings(path, ledger)
    yield from reference_findings(ledger, complete=False)


def habits(ledger: Ledger) -> Iterator[Finding]:
    """What is odd about files from anywhere, once they are checked: notes, once a file, never faults."""
    requested = {name for request in ledger.requests for name in request.names}
    for response in ledger.responses:
        if requested.isdisjoint(response.names):
            ledger.oddities[response.source.file].count("no-request", response.source)
    for file, oddities in ledger.oddities.items():
        yield from oddities.findings(file)
