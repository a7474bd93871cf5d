"""One segment a line: Moses (two files), tab-separated in bitextor's order of columns, and JSON lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from archive.export.bitext.plain_text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from archive.export.bitext.segments import Segment

# The first five are bitextor's, in its order; what follows is ours, the newest last.
COLUMNS = (
    "src_url",
    "trg_url",
    "src_text",
    "trg_text",
    "bleualign_score",
    "record_id",
    "digest",
    "captured_at",
    "noarchive",
    "rendering_record_id",
    "rendering_digest",
    "rendering_captured_at",
    "rendering_source",
    "via",
    "verdict",
)


def write_moses(found: Iterable[Segment], originals: TextIO, renderings: TextIO) -> int:
    """Line n of one file says what line n of the other says; gives the number of lines."""
    count = 0
    for segment in found:
        originals.write(plain(segment.original) + "\n")
        renderings.write(plain(segment.rendering) + "\n")
        count += 1
    return count


def write_tsv(found: Iterable[Segment], out: TextIO) -> int:
    """A line of column names, then a segment a line; `bleualign_score` is our own score, 0 to 1, and an
    address that is not known is an empty cell."""
    out.write("\t".join(COLUMNS) + "\n")
    count = 0
    for segment in found:
        out.write("\t".join(map(plain, _cells(segment))) + "\n")
        count += 1
    return count


def _cells(one: Segment) -> tuple[str, ...]:
    return (
        *(one.url, one.rendering_url or "", one.original, one.rendering, f"{one.score:.4f}"),
        *(one.record_id, one.digest, one.captured_at, str(one.noarchive).lower()),
        *(one.rendering_record_id, one.rendering_digest, one.rendering_captured_at, one.rendering_source),
        *(one.via or "", one.verdict),
    )


def write_jsonl(found: Iterable[Segment], out: TextIO) -> int:
    count = 0
    for segment in found:
        out.write(json.dumps(segment.json(), ensure_ascii=False) + "\n")
        count += 1
    return count
