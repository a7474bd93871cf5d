"""Parquet, a column a field of the segment; needs the extra `kalla[parquet]`."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

from archive.errors import WrongUsage
from archive.export.bitext.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

ROWS = 10_000  # segments in memory at once
# Said beforehand: read off the first rows, a column that is empty there could take no text later.
TYPES = {"document": "int64", "score": "float64", "noarchive": "bool"}


def write_parquet(found: Iterable[Segment], path: Path) -> int:
    """Write the segments a row group at a time; gives their number. Raises WrongUsage without pyarrow."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as missing:
        raise WrongUsage("Parquet needs pyarrow: pip install 'kalla[parquet]'") from missing
    schema = arrow.schema([(one.name, TYPES.get(one.name, "string")) for one in fields(Segment)])
    segments = iter(found)
    count = 0
    with parquet.ParquetWriter(path, schema) as writer:
        while rows := [segment.json() for segment in islice(segments, ROWS)]:
            writer.write_table(arrow.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count
