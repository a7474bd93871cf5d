"""CDXJ: one line a capture, sorted, so that a lookup is a binary search and a seek.

An index can be made again from the WARC files at any time, and is never the only place where a fact stands.
"""

from __future__ import annotations

import heapq
import json
import tempfile
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from archive.errors import BrokenRecord
from archive.model import Capture
from archive.warc.captures import readable_captures_in
from archive.warc.dates import timestamp14
from archive.warc.surt import surt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import BinaryIO

REVISIT_MIME = "warc/revisit"


def write_cdxj(warcs: Iterable[Path], out: BinaryIO) -> list[BrokenRecord]:
    """Index the captures of these files, one file in memory at a time; give the damage that is left out."""
    damage: list[BrokenRecord] = []
    with ExitStack() as sorted_files:
        parts = [sorted_files.enter_context(_sorted_lines(path, damage)) for path in warcs]
        out.writelines(heapq.merge(*parts))
    return damage


def cdxj_line(capture: Capture) -> str:
    """All values are strings, as pywb's own indexer writes them; an absent one is left out."""
    fields = {
        "url": capture.url,
        "mime": REVISIT_MIME if capture.type == "revisit" else capture.mime or "unk",
        "status": str(capture.status),
        "digest": capture.digest,
        "length": str(capture.length),
        "offset": str(capture.offset),
        "filename": capture.warc,
    }
    return f"{surt(capture.url)} {timestamp14(capture.captured_at)} {json.dumps(fields, ensure_ascii=False)}"


@contextmanager
def _sorted_lines(path: Path, damage: list[BrokenRecord]) -> Iterator[Iterable[bytes]]:
    lines = []
    for found in readable_captures_in(path):
        if isinstance(found, BrokenRecord):
            damage.append(found)
        elif isinstance(found, Capture):
            lines.append(cdxj_line(found).encode("utf-8", "backslashreplace") + b"\n")
    with tempfile.TemporaryFile() as part:
        part.writelines(sorted(lines))
        del lines
        part.seek(0)
        yield part
