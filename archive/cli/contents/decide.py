"""The words of the commands by which a person decides on a pair."""

from __future__ import annotations

import click

from archive.cli.command import command
from archive.cli.completion import rendering_ids
from archive.cli.options import in_collection

note = click.option("--note", default="", help="Why, for whoever reads it later.")
which = click.argument("which", metavar="ID", shell_complete=rendering_ids)
url = click.argument("url", required=False)


@command("archive.cli.decide:confirm", "Say that an article is a rendering's original")
@which
@url
@note
@in_collection
def confirm() -> None:
    """Say that the article at URL is the original of the rendering ID (by default the one in its pair).

    It is kept in the archive like everything else, and `kalla rebuild` keeps it.

    \b
    Example:
      kalla confirm 3f9c https://nhandan.vn/…-post1.html --note "same quotation in the third paragraph"
    """


@command("archive.cli.decide:reject", "Say that it is not")
@which
@url
@note
@in_collection
def reject() -> None:
    """Say that the article at URL is not the original of the rendering ID.

    \b
    Example:
      kalla reject 3f9c --note "another meeting of the same people"
    """
