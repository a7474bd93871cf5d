"""`kalla ls`: what was captured."""

from __future__ import annotations

from contextlib import ExitStack
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.catalog.captures import all_captures
from archive.catalog.engine import reading
from archive.cli.foreign import foreign_captures
from archive.cli.options import as_json, in_collection
from archive.cli.printing import echo_json, echo_table
from archive.export.json_lines import capture_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.collection import Collection
    from archive.model import Capture


@click.command()
@click.argument("glob", default="*", metavar="[URL]")
@click.option("--status", type=int, help="Only answers with this status.")
@click.option(
    "--warc",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, path_type=Path),
    help="List a WARC or WACZ file from anywhere instead of the collection.",
)
@as_json
@in_collection
def ls(collection: Collection, glob: str, status: int | None, file: Path | None, *, as_json: bool) -> None:
    """List captures by URL and time; URL may be a pattern with * and ?.

    \b
    Examples:
      kalla ls 'https://nhandan.vn/*' --status 200
      kalla ls --warc foreign.warc.gz
    """
    with ExitStack() as open_catalog:
        captures: Iterator[Capture]
        if file is not None:
            captures = (capture for _, capture in foreign_captures(file))
        else:
            captures = all_captures(open_catalog.enter_context(reading(collection.existing_catalog())))
        found = (
            capture
            for capture in captures
            if fnmatchcase(capture.url, glob) and status in {None, capture.status}
        )
        if as_json:
            for capture in found:
                echo_json(capture_json(capture))
        else:
            echo_table(_lines(found))


def _lines(found: Iterator[Capture]) -> Iterator[tuple[str, ...]]:
    yield ("CAPTURED", "STATUS", "TYPE", "WARC", "URL")
    for capture in found:
        at = f"{capture.captured_at:%Y-%m-%d %H:%M:%S}"
        place = f"{capture.warc}+{capture.offset}"
        yield (at, str(capture.status), capture.type, place, capture.url)
