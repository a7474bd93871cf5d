"""One file: can every record be read, and is each what its digests and its HTTP head say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.warc.places import OPEN
from archive.warc.reader import final_name
from archive.warc.scan import next_record, scan
from archive.warc.verification.block_check import read_block
from archive.warc.verification.finding import Finding
from archive.warc.verification.ledger import Reference, concurrent_names, referred_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.warc.reader import Record
    from archive.warc.verification.block_check import BlockFacts
    from archive.warc.verification.finding import Fault, Note
    from archive.warc.verification.ledger import Ledger, Seen
    from archive.warc.verification.rows import Rows


def file_findings(path: Path, ledger: Ledger, rows: Rows | None = None) -> Iterator[Finding]:
    """All that is wrong within one file; what its records say of others goes into the ledger.

    `rows` is what the catalog says of the captures, where there is one to compare with.
    """
    for found in scan(path):
        if isinstance(found, BrokenRecord):
            yield _damage(found, path)
            continue
        try:
            facts = read_block(found)
        except BrokenRecord:
            # The scan tells of it next.
            continue
        yield from _head_findings(found, ledger)
        yield from _digest_findings(found, facts, ledger)
        yield from _misfits(found, facts, ledger)
        yield from () if rows is None else rows.compared(found, facts.start)
        _enter(found, facts, ledger.enter(found), ledger)


def finding(record: Record, code: Fault | Note, what: str) -> Finding:
    return Finding(
        file=record.file, offset=record.offset, record_id=record.record_id or None, code=code, what=what
    )


def _damage(error: BrokenRecord, path: Path) -> Finding:
    is_tail = path.name.endswith(OPEN) and next_record(path, error.offset + 1) is None
    return Finding(
        file=final_name(path),
        offset=error.offset,
        record_id=None,
        code="unfinished" if is_tail else "damaged",
        what=error.reason,
    )


def _head_findings(record: Record, ledger: Ledger) -> Iterator[Finding]:
    if not record.record_id:
        yield finding(record, "no-id", f"a {record.type} record without WARC-Record-ID")
    elif (twin := ledger.by_name.get(record.record_id)) is not None:
        yield finding(record, "same-id", f"{twin.file} has it at byte {twin.offset} already")
    if record.skipped:
        yield finding(record, "unseekable", f"number {record.skipped + 1} in its gzip member")


def _digest_findings(record: Record, facts: BlockFacts, ledger: Ledger) -> Iterator[Finding]:
    for field, holds, code in (
        ("WARC-Block-Digest", facts.block_holds, "block-digest"),
        ("WARC-Payload-Digest", facts.payload_holds, "payload-digest"),
    ):
        claimed = record.field(field)
        if holds is False:
            kind: Fault = "block-digest" if code == "block-digest" else "payload-digest"
            yield finding(record, kind, f"{field} {claimed} does not hold")
        elif holds is None and claimed is not None and record.type != "revisit":
            yield finding(record, "unknown-digest", f"{field} {claimed}")
    if facts.payload_holds and facts.convention is not None:
        ledger.conventions[facts.convention] += 1


def _misfits(record: Record, facts: BlockFacts, ledger: Ledger) -> Iterator[Finding]:
    if facts.misfit is None or record.field("WARC-Truncated") is not None:
        return
    misfit = finding(record, facts.misfit.code, facts.misfit.what)
    if facts.body_size:
        yield misfit
    else:
        ledger.empty_bodies.append((concurrent_names(record), misfit))


def _enter(record: Record, facts: BlockFacts, seen: Seen, ledger: Ledger) -> None:
    ledger.oddities[record.file].take(record, facts, seen)
    if record.type == "revisit":
        ledger.revisits.append(Reference(source=seen, names=referred_names(record)))
    elif record.type == "request":
        names = concurrent_names(record)
        ledger.requests.append(Reference(source=seen, names=names))
        if facts.start[:5].upper() == b"HEAD ":
            ledger.head_requests.update(names)
    elif record.type == "response":
        ledger.responses.append(Reference(source=seen, names=concurrent_names(record)))
