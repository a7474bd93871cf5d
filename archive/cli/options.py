"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.collection import DEFAULT_FOLDER, Collection

if TYPE_CHECKING:
    from collections.abc import Callable

warc_file = click.option(
    "--warc",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, path_type=Path),
    help="Look in a WARC or WACZ file from anywhere instead of the collection.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


def in_collection(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its `collection`, from --collection, KALLA_COLLECTION or the folder ./collection."""
    catalog = click.option(
        "--catalog",
        "catalog_url",
        envvar="KALLA_CATALOG",
        metavar="URL",
        expose_value=False,
        callback=_remember_catalog,
        is_eager=True,
        help="The catalog, as a SQLAlchemy URL [default: catalog.sqlite in the collection].",
    )
    folder = click.option(
        "--collection",
        "collection",
        envvar="KALLA_COLLECTION",
        metavar="DIR",
        callback=_collection,
        help="The collection [default: ./collection].",
    )
    return folder(catalog(command))


def _remember_catalog(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    ctx.meta["kalla.catalog"] = value


def _collection(ctx: click.Context, param: click.Parameter, value: str | None) -> Collection:
    from_command_line = ctx.get_parameter_source(param.name or "") is click.core.ParameterSource.COMMANDLINE
    root = value if from_command_line else ctx.obj or value
    return Collection(root=Path(root or DEFAULT_FOLDER), catalog_url=ctx.meta["kalla.catalog"])
