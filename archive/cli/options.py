"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli.command import named

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.collection import Collection

warc_file = click.option(
    "--warc",
    "file",
    metavar="FILE",
    type=click.Path(exists=True, path_type=Path),
    help="Look in a WARC or WACZ file from anywhere instead of the collection.",
)
any_files = click.argument(
    "files", nargs=-1, metavar="[FILE…]", type=click.Path(exists=True, dir_okay=False, path_type=Path)
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


def no_color(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a person have no colours: --no-color, or NO_COLOR with any value (https://no-color.org)."""
    option = click.option(
        "--no-color",
        envvar="NO_COLOR",
        is_flag=True,
        type=_Presence(),
        expose_value=False,
        callback=_without_color,
        is_eager=True,
        help="No colours, not even on a terminal; NO_COLOR says the same.",
    )
    return option(command)


class _Presence(click.types.BoolParamType):
    """True for any value: what NO_COLOR is set to means nothing."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> bool:  # noqa: ARG002
        return bool(value)


def _without_color(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        ctx.color = False


def _remember_catalog(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    ctx.meta["kalla.catalog"] = value


def _collection(ctx: click.Context, param: click.Parameter, value: str | None) -> Collection:
    # Now, because it brings SQLAlchemy, and no help needs a collection.
    kind: type[Collection] = named("archive.collection:Collection")
    from_command_line = ctx.get_parameter_source(param.name or "") is click.core.ParameterSource.COMMANDLINE
    root = value if from_command_line else ctx.obj or value
    folder = Path(root or named("archive.collection:DEFAULT_FOLDER"))
    return kind(root=folder, catalog_url=ctx.meta["kalla.catalog"])
