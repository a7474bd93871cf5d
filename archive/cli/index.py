"""`kalla index`: a CDXJ index of the archive, as pywb and others read it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.options import in_collection
from archive.cli.printing import echo
from archive.warc.index import write_cdxj
from archive.warc.places import closed_warcs
from archive.warc.web_archives import warcs_inside

if TYPE_CHECKING:
    from archive.collection import Collection


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write here [default: standard output]."
)
@in_collection
@click.pass_context
def index(ctx: click.Context, collection: Collection, files: tuple[Path, ...], output: Path | None) -> None:
    """Index the closed WARC files of the collection, or these files: CDXJ, sorted.

    Damage is named and left out, and makes the exit code 1.

    \b
    Example:
      kalla index -o collection/index.cdxj
    """
    warcs = [warc for path in files for warc in warcs_inside(path)] or closed_warcs(collection.root)
    if output is None:
        damage = write_cdxj(warcs, sys.stdout.buffer)
    else:
        with output.open("wb") as out:
            damage = write_cdxj(warcs, out)
    for error in damage:
        echo(f"kalla: {error}", err=True)
    ctx.exit(1 if damage else 0)
