"""`kalla names`: names that the renderings spell in several ways, with the original's form."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import click

from archive.catalog.engine import reading
from archive.catalog.written_names import names_with_spellings
from archive.cli.printing import echo_json, echo_pages, printable
from archive.pairing.names import spellings

if TYPE_CHECKING:
    from archive.collection import Collection
    from archive.model import Json
    from archive.pairing.names import Spellings


def names(collection: Collection, *, as_json: bool) -> None:
    with reading(collection.existing_catalog()) as conn:
        found = chain.from_iterable(map(spellings, names_with_spellings(conn)))
        if as_json:
            for name in found:
                written: list[Json] = [[spelling, count] for spelling, count in name.written]
                echo_json({"original": name.original, "written": written})
        elif (first := next(found, None)) is None:
            click.echo("no name is written in several ways", err=True)
        else:
            echo_pages(map(_line, chain((first,), found)))


def _line(name: Spellings) -> str:
    ways = ", ".join(f"{spelling} ({count})" for spelling, count in name.written)
    return printable(f"{name.original}: {ways}")
