"""Parquet, a column a field of the segment; needs the extra `kalla[parquet]`."""

from __future__ import annotations

from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING

from archive.errors import WrongUsage

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archive.export.bitext.segments import Segment

ROWS = 10_000  # segments in memory at once


def write_parquet(found: Iterable[Segment], path: Path) -> int:
    """Write the segments a row group at a time; gives their number. Raises WrongUsage without pyarrow."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ModuleNotFoundError as missing:
        raise WrongUsage("Parquet needs pyarrow: pip install 'kalla[parquet]'") from missing
    segments = iter(found)
    count, writer = 0, None
    while rows := [segment.json() for segment in islice(segments, ROWS)]:
        table = arrow.Table.from_pylist(rows)
        writer = writer or parquet.ParquetWriter(path, table.schema)
        writer.write_table(table)
        count += len(rows)
    if writer is None:
        raise WrongUsage("there is no segment to write: nothing is confirmed yet")
    writer.close()
    return count
