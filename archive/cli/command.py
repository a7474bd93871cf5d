"""A command's words, apart from its work.

The words (options, help, examples) stand in `archive/cli/contents`; the work is imported when it is called,
so that help and completion never wait for the libraries behind it.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType


class Command(click.Command):
    """A command whose work is the `module:function` at its `place`.

    That function takes what the options give, and returns the exit code, or None where all is well.
    """

    def __init__(self, *given: Any, place: str, **words: Any) -> None:
        super().__init__(*given, **words)
        self.place = place

    def invoke(self, ctx: click.Context) -> None:
        ctx.exit(ctx.invoke(named(self.place), **ctx.params) or 0)


def command(
    place: str, short_help: str, *, name: str | None = None
) -> Callable[[Callable[[], None]], Command]:
    """Make a command of a function that holds its words only."""
    return click.command(name, cls=Command, place=place, short_help=short_help)


def named(place: str) -> Any:
    """What stands at `module:name`, imported now."""
    module, _, name = place.partition(":")
    return getattr(sys.modules.get(module) or _imported(module), name)


def _imported(module: str) -> ModuleType:
    # Modules live as long as the process. To search them for garbage while they come, and again at the end,
    # takes a quarter of the time of a short command; what the command itself makes is searched as ever.
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()
