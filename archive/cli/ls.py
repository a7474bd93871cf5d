"""`kalla ls`: what was captured."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import click

from archive.catalog.captures import all_captures
from archive.catalog.engine import reading
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
@as_json
@in_collection
def ls(collection: Collection, glob: str, status: int | None, *, as_json: bool) -> None:
    """List captures by URL and time; URL may be a pattern with * and ?.

    \b
    Example:
      kalla ls 'https://nhandan.vn/*' --status 200
    """
    with reading(collection.existing_catalog()) as conn:
        found = (
            capture
            for capture in all_captures(conn)
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
