"""`kalla confirm` and `kalla reject`: a person's word on a pair, kept as a record of the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.cli.options import in_collection
from archive.cli.pair import the_rendering
from archive.decisions import decided
from archive.recorder import offline_recorder

if TYPE_CHECKING:
    from archive.collection import Collection

note = click.option("--note", default="", help="Why, for whoever reads it later.")
which = click.argument("which", metavar="ID")
url = click.argument("url", required=False)


@click.command()
@which
@url
@note
@in_collection
def confirm(collection: Collection, which: str, url: str | None, note: str) -> None:
    """Say that the article at URL is the original of the rendering ID (by default the one in its pair).

    It is kept in the archive like everything else, and `kalla rebuild` keeps it.

    \b
    Example:
      kalla confirm 3f9c https://nhandan.vn/…-post1.html --note "same quotation in the third paragraph"
    """
    _decide(collection, which, url, confirmed=True, note=note)


@click.command()
@which
@url
@note
@in_collection
def reject(collection: Collection, which: str, url: str | None, note: str) -> None:
    """Say that the article at URL is not the original of the rendering ID.

    \b
    Example:
      kalla reject 3f9c --note "another meeting of the same people"
    """
    _decide(collection, which, url, confirmed=False, note=note)


def _decide(collection: Collection, which: str, url: str | None, *, confirmed: bool, note: str) -> None:
    rendering = the_rendering(collection.existing_catalog(), which)
    recorder = offline_recorder(collection)
    try:
        pair = decided(recorder, rendering.id, url, confirmed=confirmed, note=note, now=datetime.now(UTC))
    finally:
        recorder.close()
    click.echo(f"{rendering.id} is {pair.verdict} now")
    if pair.verdict == "unfetched":
        click.echo("its original is not archived yet: scrapy crawl originals")
