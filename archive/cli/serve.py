"""`kalla serve`: the archive in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.web.server import Options
from archive.web.server import serve as run

if TYPE_CHECKING:
    from pathlib import Path

    from archive.collection import Collection
    from archive.web.site import Site


def serve(collection: Collection, port: int, replay_folder: Path | None, *, read_only: bool) -> None:
    options = Options(port=port, read_only=read_only, replay_folder=replay_folder)
    run(collection, options, ready=_tell)


def _tell(site: Site) -> None:
    click.echo(f"Källa is at {site.origin}/ (Ctrl-C ends it)")
