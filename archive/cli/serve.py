"""`kalla serve`: the archive in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.options import in_collection
from archive.web.server import Options
from archive.web.server import serve as run

if TYPE_CHECKING:
    from archive.collection import Collection
    from archive.web.site import Site


@click.command()
@click.option(
    "--port", default=8700, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--read-only", is_flag=True, help="Take no decisions.")
@click.option(
    "--replay",
    "replay_folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with ReplayWeb.page's ui.js and sw.js and a collection.wacz (see docs/browser.md).",
)
@in_collection
def serve(collection: Collection, port: int, replay_folder: Path | None, *, read_only: bool) -> None:
    """Show the archive in the browser, to this machine alone; Ctrl-C ends it.

    \b
    Example:
      kalla serve --collection demo
    """
    options = Options(port=port, read_only=read_only, replay_folder=replay_folder)
    run(collection, options, ready=_tell)


def _tell(site: Site) -> None:
    click.echo(f"Källa is at {site.origin}/ (Ctrl-C ends it)")
