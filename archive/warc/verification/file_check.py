"""One file: can every record be read, and is each what its digests and its HTTP head say?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.warc.digests import DigestClaim, is_of_nothing
from archive.warc.places import OPEN
from archive.warc.reader import final_name
from archive.warc.scan import UnreadableFile, next_record, scan
from archive.warc.verification.block_check import read_block
from archive.warc.verification.finding import Finding
from archive.warc.verification.head_check import said_of_fields, said_of_revisit
from archive.warc.verification.ledger import Reference, concurrent_names, revisit_reference

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.warc.reader import Record
    from archive.warc.verification.block_check import BlockFacts
    from archive.warc.verification.finding import Fault, Note
    from archive.warc.verification.ledger import Ledger, Seen


def file_findings(path: Path, ledger: Ledger, name: str | None = None) -> Iterator[Finding]:
    """All that is wrong within one file; what its records say of others goes into the ledger.

    `name` is what to call the file where its own does not tell it from another.
    """
    name = name or final_name(path)
    damaged = False
    for found in scan(path):
        if isinstance(found, BrokenRecord):
            damaged = True
            yield _damage(found, path, name, ledger)
            continue
        record = replace(found, file=name)
        try:
            facts = read_block(record)
        except BrokenRecord:
            # The scan tells of it next.
            continue
        for code, what in (
            *said_of_fields(record, ledger),
            *said_of_revisit(record, facts.start, ours=ledger.complete),
        ):
            yield finding(record, code, what)
        seen = ledger.enter(record)
        yield from _digest_findings(record, facts, seen, ledger)
        yield from _misfits(record, facts, ledger)
        _enter(record, facts, seen, ledger)
    if not damaged and name not in ledger.contents:
        yield _empty(path, name)


def finding(record: Record, code: Fault | Note, what: str) -> Finding:
    return Finding(
        file=record.file, offset=record.offset, record_id=record.record_id or None, code=code, what=what
    )


def _damage(error: BrokenRecord, path: Path, name: str, ledger: Ledger) -> Finding:
    code: Fault | Note = "damaged"
    if isinstance(error, UnreadableFile):
        ledger.unreadable.add(name)
        code = "unreadable"
    elif path.name.endswith(OPEN) and next_record(path, error.offset + 1) is None:
        code = "unfinished"
    return Finding(file=name, offset=error.offset, record_id=None, code=code, what=error.reason)


def _empty(path: Path, name: str) -> Finding:
    code: Fault | Note = "unfinished" if path.name.endswith(OPEN) else "empty"
    return Finding(file=name, offset=None, record_id=None, code=code, what="not one record is in it")


def _digest_findings(record: Record, facts: BlockFacts, seen: Seen, ledger: Ledger) -> Iterator[Finding]:
    for field, holds, code in (
        ("WARC-Block-Digest", facts.block_holds, "block-digest"),
        ("WARC-Payload-Digest", facts.payload_holds, "payload-digest"),
    ):
        claimed = record.field(field)
        if holds is False and _is_wgets(record, claimed, ledger):
            ledger.oddities[record.file].count("empty-digest", seen)
        elif holds is False:
            kind: Fault = "block-digest" if code == "block-digest" else "payload-digest"
            yield finding(record, kind, f"{field} {claimed} does not hold")
        elif holds is None and claimed is not None and not DigestClaim(claimed).known:
            yield finding(record, "unknown-digest", f"{field} {claimed}")
    if facts.payload_holds and facts.convention is not None:
        ledger.conventions[facts.convention] += 1


def _is_wgets(record: Record, claimed: str | None, ledger: Ledger) -> bool:
    """wget --warc-dedup states the digest of no bytes for the heads that are its revisits' blocks."""
    is_foreign_revisit = record.type == "revisit" and not ledger.complete
    return is_foreign_revisit and claimed is not None and is_of_nothing(claimed)


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
        ledger.revisits.append(revisit_reference(record, seen))
    elif record.type == "request":
        names = concurrent_names(record)
        ledger.requests.append(Reference(source=seen, names=names))
        if facts.start[:5].upper() == b"HEAD ":
            ledger.head_requests.update(names)
    elif record.type == "response":
        ledger.responses.append(Reference(source=seen, names=concurrent_names(record)))
