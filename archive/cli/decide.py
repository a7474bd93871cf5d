"""`kalla confirm` and `kalla reject`: a person's word on a pair, kept as a record of the archive."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.catalog.engine import reading
from archive.catalog.renderings import cited_of
from archive.catalog.statements import decisions_on
from archive.cli.pair import the_rendering
from archive.decisions import decided
from archive.derive.pairs import original_url
from archive.outlets.registry import outlet_for_url
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
    if pair.verdict == "unfetched" and (crawl := _crawl_for(collection, rendering.id)):
        click.echo(f"its original is not archived yet: {crawl}")


def _crawl_for(collection: Collection, rendering_id: str) -> str | None:
    """The command that asks for a rendering's original; None where none may, or a person rejected it."""
    with reading(collection.existing_catalog()) as conn:
        decisions, (cited, _) = decisions_on(conn, rendering_id), cited_of(conn, rendering_id)
    url = original_url(decisions, cited)
    if url is None or (url in decisions and not decisions[url].confirmed):
        return None
    return f"scrapy crawl originals{'' if outlet_for_url(url) else ' -a outlets=all'}"
