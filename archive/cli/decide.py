"""`kalla confirm` and `kalla reject`: a person's word on a pair, kept as a record of the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.cli.pair import the_rendering
from archive.decisions import decided
from archive.recorder import offline_recorder

if TYPE_CHECKING:
    from archive.collection import Collection


def confirm(collection: Collection, which: str, url: str | None, note: str) -> None:
    _decide(collection, which, url, confirmed=True, note=note)


def reject(collection: Collection, which: str, url: str | None, note: str) -> None:
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
