"""`kalla import`: renderings that a person has as files become records of the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from archive.accession import imported_renderings
from archive.cli.options import in_collection
from archive.cli.printing import echo
from archive.errors import UnreadableInput
from archive.recorder import offline_recorder

if TYPE_CHECKING:
    from archive.collection import Collection


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@in_collection
@click.pass_context
def import_(ctx: click.Context, collection: Collection, paths: tuple[Path, ...]) -> None:
    """Bring in renderings: files or folders of them (.txt .html .jsonl .warc .wet, also compressed).

    Each is kept byte for byte as a record of the archive. What is in the archive already is not kept twice.
    A file that cannot be read is named, the others go on, and the exit code is 1.

    \b
    Example:
      kalla import renderings/ && kalla pairs
    """
    recorder = offline_recorder(collection)
    read = cited = unreadable = 0
    try:
        for found in tqdm(
            (found for path in paths for found in imported_renderings(path, recorder)), disable=None
        ):
            if isinstance(found, UnreadableInput):
                unreadable += 1
                echo(str(found), err=True)
            else:
                read += 1
                cited += bool(found.citation and found.citation.url)
    finally:
        recorder.close()
    click.echo(
        f"{read} renderings read, {cited} of them cite a source by its URL, {unreadable} files unreadable"
    )
    ctx.exit(1 if unreadable else 0)
