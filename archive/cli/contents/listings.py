"""The words of the commands that list what there is."""

from __future__ import annotations

import click

from archive.cli.command import command
from archive.cli.completion import outlet_names
from archive.cli.options import as_json, in_collection, warc_file

VERDICTS = ("confirmed", "doubtful", "mismatch", "unresolved", "unfetched")
STATES = "first unchanged markup_only edited suspect removed restored blocked error".split()  # noqa: SIM905


@command("archive.cli.ls:ls", "List what was captured")
@click.argument("glob", default="*", metavar="[URL]")
@click.option("--status", help="Only answers with this status, or of this class, like 4xx.")
@click.option("--since", metavar="TIME", help="Only what was captured then or later.")
@click.option("--until", metavar="TIME", help="Only what was captured before.")
@click.option("--type", "kind", type=click.Choice(["response", "revisit"]), help="Only records of this type.")
@click.option("--outlet", help="Only pages of this outlet.", shell_complete=outlet_names)
@click.option("--state", type=click.Choice(STATES), help="Only captures by which a look came to this state.")
@click.option("--lang", help="Only pages whose text is in this language, like vi.")
@warc_file
@as_json
@in_collection
def ls() -> None:
    """List captures by URL and time; URL may be a pattern with * and ?.

    \b
    Examples:
      kalla ls 'https://nhandan.vn/*' --status 4xx --since 2026-03
      kalla ls --state edited --lang vi
      kalla ls --warc foreign.warc.gz
    """


@command("archive.cli.pairs:pairs", "List renderings with their originals and verdicts")
@click.option("--verdict", type=click.Choice(VERDICTS), multiple=True, help="Only these; may be repeated.")
@as_json
@in_collection
def pairs() -> None:
    """List every rendering with its original, the verdict and the reason.

    Below a rendering whose link is lost stand the candidates that a search found, best first.

    \b
    Example:
      kalla pairs --verdict doubtful --verdict mismatch
    """


@command("archive.cli.changes:changes", "List edits, removals and returns")
@click.option("--since", metavar="TIME", help="Only what was seen from then on, such as 2026-03-01.")
@click.option("--substance", is_flag=True, help="Edits of numbers, dates, names, negations, quotations.")
@click.option("--removed", is_flag=True, help="Removals.")
@click.option("--stale", is_flag=True, help="Edits that a rendering did not follow.")
@click.option("--atom", is_flag=True, help="As an Atom feed on standard output, for a feed reader.")
@as_json
@in_collection
def changes() -> None:
    """List edits, removals and returns, the latest first; several options together widen the choice.

    \b
    Examples:
      kalla changes --since 2026-03-01 --substance --removed
      kalla changes --atom > changes.atom
    """


@command("archive.cli.due:due", "List what is due to be looked at again")
@click.option("--now", "at", metavar="TIME", help="Another time than now, such as 2026-03-01T12:00.")
@click.option("--all", "everything", is_flag=True, help="Also what is not due yet, the soonest first.")
@click.option("--explain", "explained", metavar="URL", help="Why this one's next check falls when it does.")
@as_json
@in_collection
def due() -> None:
    """List what is due to be looked at, the most overdue first.

    What was never fetched is the work of `scrapy crawl originals`, all else that of `scrapy crawl refetch`.

    \b
    Example:
      kalla due --explain https://nhandan.vn/…-post1.html
    """


@command("archive.cli.outlets:outlets", "List cited hosts and how well they are read")
@as_json
@in_collection
def outlets() -> None:
    """List the hosts that renderings cite, by the number of citations, and how well their pages are read.

    A host that no outlet file names is asked only with `-a outlets=all`, and its text is a fallback.

    \b
    Example:
      kalla outlets
    """


@command("archive.cli.names:names", "List names that renderings spell in several ways")
@as_json
@in_collection
def names() -> None:
    """List names that confirmed renderings spell in more than one way, within or across them.

    \b
    Example:
      kalla names
    """
