"""`kalla rebuild`: the catalog again, from the WARC files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from archive.cli.derive import derive_all
from archive.cli.options import in_collection
from archive.cli.printing import echo
from archive.errors import BrokenRecord, WrongUsage
from archive.rebuild import rebuilt_files

if TYPE_CHECKING:
    from archive.collection import Collection


@click.command()
@in_collection
@click.pass_context
def rebuild(ctx: click.Context, collection: Collection) -> None:
    """Throw the catalog away and make it again from the WARC files alone.

    The WARC files are only read. Where one is damaged, the place is named, the whole records around it are
    indexed, and the exit code is 1; `kalla verify` tells more.

    \b
    Example:
      kalla rebuild --collection ./collection
    """
    if not collection.warcs.is_dir():
        raise WrongUsage(f"there are no WARC files at {collection.warcs}: is this a collection?")
    damaged = 0
    for done in tqdm(rebuilt_files(collection), unit="file", disable=None):
        if isinstance(done, BrokenRecord):
            damaged += 1
            echo(str(done), err=True)
    derive_all(collection, collection.catalog())
    ctx.exit(1 if damaged else 0)
