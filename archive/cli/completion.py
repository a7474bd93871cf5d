"""What the shell completes beyond options: names that only the collection or the outlets' files know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

from archive.cli.command import named
from archive.errors import KallaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click


def completed_by(place: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """A completion whose `module:function` takes the context and a beginning, and gives names with a hint."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        try:
            found: Iterable[tuple[str, str]] = named(place)(ctx, incomplete)
            return [CompletionItem(name, help=hint) for name, hint in found]
        except KallaError:
            return []  # no collection here, so there is nothing to name

    return complete


outlet_names = completed_by("archive.cli.known_names:outlet_names")
rendering_ids = completed_by("archive.cli.known_names:rendering_ids")
