"""`kalla names`: names that the renderings spell in several ways, with the original's form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.catalog.engine import reading
from archive.cli.printing import echo_json, printable
from archive.derive.learning import confirmed_pairs
from archive.pairing.names import spellings

if TYPE_CHECKING:
    from archive.collection import Collection
    from archive.model import Json


def names(collection: Collection, *, as_json: bool) -> None:
    with reading(collection.existing_catalog()) as conn:
        texts = (
            ([block.text for block in rendering.blocks], [block.text for block in article.blocks])
            for rendering, article in confirmed_pairs(conn)
        )
        found = spellings(texts)
    for name in found:
        written: list[Json] = [[spelling, count] for spelling, count in name.written]
        if as_json:
            echo_json({"original": name.original, "written": written})
        else:
            ways = ", ".join(f"{spelling} ({count})" for spelling, count in name.written)
            click.echo(printable(f"{name.original}: {ways}"))
