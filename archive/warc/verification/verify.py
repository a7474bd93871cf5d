"""Verification from end to end: of a collection with all it holds, or of single files from anywhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archive.warc.places import all_warcs, as_it_is_called_now, being_written
from archive.warc.reader import final_name
from archive.warc.verification.file_check import file_findings
from archive.warc.verification.finding import Finding
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.manifest_check import manifest_findings
from archive.warc.verification.reference_check import reference_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def collection_findings(
    collection: Path, paths: Iterable[Path] | None = None, *, ledger: Ledger | None = None
) -> Iterator[Finding]:
    """Check the files of a collection, all or those of `paths`, and its manifest; not its catalog.

    A crawl may be writing: what it adds while this runs is left out.
    """
    ledger = ledger or Ledger()
    ledger.complete = True
    ledger.being_written |= being_written(collection)
    for file in sorted(ledger.being_written):
        what = "a crawl is writing to it: what it adds while this check runs is left out"
        yield Finding(file=file, offset=None, record_id=None, code="being-written", what=what)
    for path in all_warcs(collection) if paths is None else paths:
        yield from file_findings(as_it_is_called_now(path), ledger)
    yield from manifest_findings(collection, ledger)
    yield from reference_findings(ledger)


def files_findings(paths: Iterable[Path], *, ledger: Ledger | None = None) -> Iterator[Finding]:
    """Check files that stand alone; a revisit's original may be in another."""
    ledger, paths = ledger or Ledger(), list(paths)
    called = Counter(final_name(path) for path in paths)
    for path in paths:
        yield from file_findings(path, ledger, str(path) if called[final_name(path)] > 1 else None)
    yield from reference_findings(ledger)


def habits(ledger: Ledger) -> Iterator[Finding]:
    """What is odd about files from anywhere, once they are checked: notes, once a file, never faults."""
    requested = {name for request in ledger.requests for name in request.names}
    for response in ledger.responses:
        if requested.isdisjoint(response.names):
            ledger.oddities[response.source.file].count("no-request", response.source)
    for file, oddities in ledger.oddities.items():
        yield from oddities.findings(file)
