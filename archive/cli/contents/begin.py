"""The words of the commands that begin a collection."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.command import command
from archive.cli.options import in_collection


@command("archive.cli.demo:demo", "The whole job, offline, on the sample web")
@click.option(
    "--collection",
    "root",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the demo's collection goes [default: ./demo]; run it twice, and nothing is fetched twice.",
)
def demo() -> None:
    """Run the whole job offline: crawl the sample web, archive it, pair it, and show a pair.

    The sample web plays vietnam.vn and four newspapers on this machine, with invented stories behind their
    real host names. Nothing leaves the machine.

    \b
    Example:
      kalla demo
    """


@command("archive.cli.importing:import_", "Bring in renderings from files and folders", name="import")
@click.argument(
    "paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path)
)
@in_collection
def import_() -> None:
    """Bring in renderings: files or folders of them (.txt .html .jsonl .warc .wet, also compressed).

    Each is kept byte for byte as a record of the archive. What is in the archive already is not kept twice.
    A file that cannot be read is named, the others go on, and the exit code is 1.

    \b
    Example:
      kalla import renderings/ && kalla pairs
    """
