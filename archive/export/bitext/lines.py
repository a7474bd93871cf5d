"""One segment a line: Moses (two files), tab-separated in bitextor's order of columns, and JSON lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from archive.export.bitext.segments import Segment

# The first five are bitextor's, in its order; what follows is ours.
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
)


def write_moses(found: Iterable[Segment], originals: TextIO, renderings: TextIO) -> int:
    """Line n of one file says what line n of the other says; gives the number of lines."""
    count = 0
    for segment in found:
        originals.write(_one_line(segment.original) + "\n")
        renderings.write(_one_line(segment.rendering) + "\n")
        count += 1
    return count


def write_tsv(found: Iterable[Segment], out: TextIO) -> int:
    """A line of column names, then a segment a line; `bleualign_score` is our own score, 0 to 1."""
    out.write("\t".join(COLUMNS) + "\n")
    count = 0
    for one in found:
        texts = (one.url, one.rendering_source, one.original, one.rendering, f"{one.score:.4f}")
        capture = (one.record_id, one.digest, one.captured_at, str(one.noarchive).lower())
        cells = (*texts, *capture, one.rendering_record_id)
        out.write("\t".join(map(_one_line, cells)) + "\n")
        count += 1
    return count


def write_jsonl(found: Iterable[Segment], out: TextIO) -> int:
    count = 0
    for segment in found:
        out.write(json.dumps(segment.json(), ensure_ascii=False) + "\n")
        count += 1
    return count


def _one_line(text: str) -> str:
    return " ".join(text.split())
