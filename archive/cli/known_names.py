"""Names of what is there, for the shell to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.catalog.rendering_names import ids_beginning_with
from archive.cli.printing import printable
from archive.outlets.registry import all_outlets

if TYPE_CHECKING:
    from collections.abc import Iterator

    import click

    from archive.collection import Collection

MOST = 50  # more would scroll the prompt away


def outlet_names(_ctx: click.Context, beginning: str) -> Iterator[tuple[str, str]]:
    for outlet in all_outlets():
        if outlet.name.startswith(beginning):
            yield outlet.name, outlet.host


def rendering_ids(ctx: click.Context, beginning: str) -> Iterator[tuple[str, str]]:
    collection: Collection = ctx.params["collection"]
    with reading(collection.existing_catalog()) as conn:
        for rendering_id, title in ids_beginning_with(conn, beginning, MOST):
            yield rendering_id, printable(title or "")
