"""`kalla verify`: whether an archive is what it claims to be, and what to do where it is not."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.printing import counted, echo, echo_json
from archive.errors import BrokenRecord, UnreadableInput, WrongUsage
from archive.export.package_check import package_findings
from archive.verification import verified
from archive.warc.places import PACKAGE_SUFFIX
from archive.warc.salvage import salvaged
from archive.warc.verification.ledger import Ledger
from archive.warc.verification.verify import files_findings, habits
from archive.warc.web_archives import warcs_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.collection import Collection
    from archive.warc.verification.finding import Finding


def verify(collection: Collection, files: tuple[Path, ...], salvage: Path | None, *, as_json: bool) -> int:
    if salvage is not None:
        return _salvage(files, salvage)
    ledger = Ledger()
    findings = _of_files(files, ledger) if files else verified(collection, ledger)
    return 1 if _echo(findings, ledger, as_json=as_json) else 0


def _of_files(files: Iterable[Path], ledger: Ledger) -> Iterator[Finding]:
    warcs = list[Path]()
    for path in files:
        if path.suffix == PACKAGE_SUFFIX:
            yield from package_findings(path)
        # A package that cannot be read was told just now.
        with suppress(UnreadableInput):
            warcs += warcs_inside(path)
    yield from files_findings(warcs, ledger=ledger)
    yield from habits(ledger)


def _echo(findings: Iterable[Finding], ledger: Ledger, *, as_json: bool) -> int:
    faults = 0
    for finding in findings:
        faults += finding.is_fault
        place = finding.file if finding.offset is None else f"{finding.file} at byte {finding.offset}"
        if as_json:
            found = {"file": finding.file, "offset": finding.offset, "record_id": finding.record_id}
            echo_json({**found, "code": finding.code, "fault": finding.is_fault, "what": finding.what})
        else:
            kind = "FAULT" if finding.is_fault else "note "
            echo(f"{kind} {finding.code}: {place}: {finding.record_id or ''}\n      {finding.what}")
            click.echo(f"      → {finding.advice}")
    if not as_json:
        click.echo(f"{ledger.summary()}: {counted(faults, 'fault') if faults else 'no faults'}")
    return faults


def _salvage(files: tuple[Path, ...], out: Path) -> int:
    if len(files) != 1:
        raise WrongUsage("--salvage takes one damaged file: kalla verify --salvage OUT FILE")
    whole = lost = 0
    for found in salvaged(files[0], out):
        if isinstance(found, BrokenRecord):
            lost += 1
            echo(f"left out: {found}", err=True)
        else:
            whole += 1
    click.echo(
        f"{counted(whole, 'whole record')} written to {out}, {counted(lost, 'damaged place')} left out"
    )
    return 1 if lost else 0
