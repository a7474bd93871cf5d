"""The files that a person brings in: each rendering with the very bytes that will be its record.

A file that cannot be read is one UnreadableInput among the others, never the end of them. In a folder hidden
files and files of other kinds are passed over, and links and devices are refused.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.errors import UnreadableInput
from archive.rendering.decoding import MAX_BYTES
from archive.rendering.json_lines import json_lines
from archive.rendering.meter import Meter, untold
from archive.rendering.packed import DAMAGE, inner_suffix, unpacked
from archive.rendering.record import HTML, JSON, TEXT, rendering_from_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Rendering
    from archive.rendering.meter import Told

_DOCUMENTS = {".txt": TEXT, ".html": HTML, ".htm": HTML}
_JSON_LINES = {".jsonl", ".ndjson"}
_WEB_ARCHIVES = {".warc", ".wet"}
_KINDS = {*_DOCUMENTS, *_JSON_LINES, *_WEB_ARCHIVES}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderingInput:
    """A rendering as it was brought in; `source` is the file as it was named, or `file#line`."""

    source: str
    content_type: str
    body: bytes
    rendering: Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class WebArchiveInput:
    """A WARC or WET file: its records are renderings, and whoever can open it reads them."""

    source: str
    path: Path


def renderings_in(
    path: Path, *, told: Told = untold
) -> Iterator[RenderingInput | WebArchiveInput | UnreadableInput]:
    """The renderings of a file, or of a folder's files in the order of their names.

    `told` hears how many more bytes were read, except of web archives.
    """
    for found in files_in(path):
        if isinstance(found, UnreadableInput):
            yield found
        elif inner_suffix(found) in _WEB_ARCHIVES:
            yield WebArchiveInput(source=_source(found), path=found)
        else:
            yield from _renderings_of_file(found, Meter(told))


def bytes_in(path: Path) -> int:
    """How many bytes `renderings_in` has to read there, packed as they are."""
    return sum(found.stat().st_size for found in files_in(path) if not isinstance(found, UnreadableInput))


def files_in(path: Path) -> Iterator[Path | UnreadableInput]:
    """The files to read at a path that a person named, whose own link is followed."""
    if not path.exists():
        yield UnreadableInput(_source(path), "does not exist: check the path")
    elif path.is_dir():
        found = False
        for file in _files_below(path):
            found = True
            yield file
        if not found:
            yield UnreadableInput(_source(path), f"holds no file to read: renderings end in {_endings()}")
    elif inner_suffix(path) not in _KINDS:
        yield UnreadableInput(_source(path), f"is of no known kind: renderings end in {_endings()}")
    elif not path.is_file():
        yield UnreadableInput(_source(path), "is no regular file: bring in a file or a folder")
    else:
        yield path


def _files_below(folder: Path) -> Iterator[Path | UnreadableInput]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield UnreadableInput(_source(folder), f"cannot be listed ({error.strerror}): check its permissions")
        return
    for entry in entries:
        mode = entry.lstat().st_mode
        if entry.name.startswith("."):
            continue
        if stat.S_ISDIR(mode):
            yield from _files_below(entry)
        elif inner_suffix(entry) not in _KINDS:
            continue
        elif stat.S_ISREG(mode):
            yield entry
        else:
            yield UnreadableInput(_source(entry), "is a link or a device: name what it points to")


def _renderings_of_file(path: Path, meter: Meter) -> Iterator[RenderingInput | UnreadableInput]:
    source = _source(path)
    try:
        with path.open("rb") as raw:
            if inner_suffix(path) not in _JSON_LINES:
                with unpacked(path, raw) as stream:
                    body = stream.read(MAX_BYTES + 1)
                meter.reach(os.fstat(raw.fileno()).st_size)
                yield _rendering_input(source, _DOCUMENTS[inner_suffix(path)], body)
                return
            for line in json_lines(path, raw, source=source, meter=meter):
                if isinstance(line, UnreadableInput):
                    yield line
                else:
                    yield _rendering_input(line.source, JSON, line.body)
    except DAMAGE as error:
        yield UnreadableInput(source, f"cannot be read ({error}): check the file and its permissions")


def _rendering_input(source: str, content_type: str, body: bytes) -> RenderingInput | UnreadableInput:
    try:
        rendering = rendering_from_record(content_type, body, source=source)
    except UnreadableInput as unreadable:
        return unreadable
    return RenderingInput(source=source, content_type=content_type, body=body, rendering=rendering)


def _source(path: Path) -> str:
    """The path as it was named, fit for a record's header: a file's name may hold any byte but a slash.

    A header's value keeps no run of spaces, and what is told here must be what is read there again.
    """
    name = os.fsencode(path).decode(errors="replace")
    return " ".join("".join(letter if letter.isprintable() else "\ufffd" for letter in name).split())


def _endings() -> str:
    return ", ".join(sorted(_KINDS))
