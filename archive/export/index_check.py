"""A package's index held against its WARC files, both ways: readers find a page by the index alone.

Indexes of other tools are read as well: they name more kinds of records, and leave fields out.
"""

from __future__ import annotations

import gzip
import json
import zipfile
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.model import Capture
from archive.warc.captures import readable_captures_in
from archive.warc.dates import timestamp14
from archive.warc.reader import read_record
from archive.warc.sources import ZIP_ERRORS
from archive.warc.verification.finding import Finding
from archive.warc.web_archives import warcs_inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import IO

    from archive.model import Json

_SUFFIXES = (".cdx", ".cdxj", ".cdx.gz", ".cdxj.gz")
_LONGEST_LINE = 1 << 20
_POSTED = "__wb_method="  # how other indexers tell the answers to forms apart


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """What an index says of one record, as text."""

    url: str
    timestamp: str
    status: str
    digest: str


_Lines = dict[tuple[str, int], _Line]


def index_findings(path: Path) -> Iterator[Finding]:
    """`path` is a package whose list was checked; what is damaged in its WARC files is told elsewhere."""
    with zipfile.ZipFile(path) as package:
        indexes = [info.filename for info in package.infolist() if _is_index(info.filename)]
        lines: _Lines = {}
        for name in indexes:
            yield from _read(package, name, path, lines)
    if not indexes:
        yield _finding(path.name, None, "no index is in it, so its pages are not found")
        return
    for warc in warcs_inside(path):
        yield from _warc_findings(warc, lines)
    yield from _without_record(path, lines)


def _warc_findings(warc: Path, lines: _Lines) -> Iterator[Finding]:
    lacking = list[Capture]()
    for found in readable_captures_in(warc):
        if not isinstance(found, Capture):
            continue
        line = lines.pop((warc.name, found.offset), None)
        if line is None:
            lacking.append(found)
        elif differences := "; ".join(_differences(line, found)):
            yield _finding(warc.name, found.offset, differences, found.record_id)
    if lacking:
        what = f"the index lacks {len(lacking)} captures, of which this is the first: {lacking[0].url}"
        yield _finding(warc.name, lacking[0].offset, what, lacking[0].record_id)


def _is_index(name: str) -> bool:
    return name.startswith("indexes/") and name.endswith(_SUFFIXES)


def _read(package: zipfile.ZipFile, name: str, path: Path, lines: _Lines) -> Iterator[Finding]:
    number = 0
    try:
        with package.open(name) as stored, _unpacked(stored, name) as file:
            for number, raw in enumerate(iter(partial(file.readline, _LONGEST_LINE), b""), start=1):
                if raw.strip() and not raw.startswith(b"!") and not _enter(raw, lines):
                    yield _finding(path.name, None, f"line {number} of {name} cannot be read")
    except ZIP_ERRORS as error:
        yield _finding(path.name, None, f"{name} cannot be read behind line {number}: {error}")


def _unpacked(stored: IO[bytes], name: str) -> IO[bytes] | gzip.GzipFile:
    return gzip.open(stored) if name.endswith(".gz") else stored


def _enter(raw: bytes, lines: _Lines) -> bool:
    """Whether the line could be read."""
    try:
        _, timestamp, told = raw.decode().split(" ", 2)
        fields: dict[str, Json] = json.loads(told)
        place = (str(fields["filename"]).rpartition("/")[2], int(str(fields["offset"])))
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
    url, status, digest = (str(fields.get(name, "")) for name in ("url", "status", "digest"))
    lines[place] = _Line(url=url, timestamp=timestamp, status=status, digest=digest)
    return True


def _differences(line: _Line, capture: Capture) -> Iterator[str]:
    """Fields that a line does not have, or has in a way of its own, are not compared."""
    if (
        line.url
        and line.url != capture.url
        and not (line.url.startswith(capture.url) and _POSTED in line.url)
    ):
        yield f"url is {line.url} in the index, {capture.url} in the record"
    if line.timestamp[:14] != timestamp14(capture.captured_at):
        yield f"time is {line.timestamp} in the index, {timestamp14(capture.captured_at)} in the record"
    if line.status.isdigit() and int(line.status) != capture.status:
        yield f"status is {line.status} in the index, {capture.status} in the record"
    algorithm, _, digest = line.digest.partition(":")
    own_algorithm, _, own = capture.digest.partition(":")
    if algorithm.lower() == own_algorithm.lower() and digest.upper() != own.upper():
        yield f"digest is {line.digest} in the index, {capture.digest} in the record"


def _without_record(path: Path, lines: _Lines) -> Iterator[Finding]:
    """What the index names and is no capture: some index other kinds of records too."""
    warcs = {warc.name: warc for warc in warcs_inside(path)}
    for (name, offset), line in lines.items():
        if name not in warcs:
            yield _finding(
                name, offset, f"the index has {line.url} in this file, which is not in the package"
            )
            continue
        try:
            with read_record(warcs[name], offset):
                pass
        except BrokenRecord as error:
            yield _finding(name, offset, f"the index has {line.url} here: {error.reason}")


def _finding(file: str, offset: int | None, what: str, record_id: str | None = None) -> Finding:
    return Finding(file=file, offset=offset, record_id=record_id, code="index-differs", what=what)
