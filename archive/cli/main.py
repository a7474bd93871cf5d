"""`kalla`: the archive in the terminal, from its table of contents to its exit code.

Nothing imported here takes long: what a command needs is imported when it is called.
"""

from __future__ import annotations

import json
import os
import sys

import click

from archive.cli.contents import begin, decide, folders, hand_on, keep, listings, look
from archive.cli.options import no_color
from archive.cli.printing import echo
from archive.errors import KallaError, WrongUsage
from archive.export.whole import NO_ROOM

CONTENTS: dict[str, dict[str, click.Command]] = {
    title: {str(command.name): command for command in commands}
    for title, commands in {
        "Begin": (begin.demo, begin.import_),
        "List": (
            listings.pairs,
            listings.changes,
            listings.due,
            listings.ls,
            listings.outlets,
            listings.names,
        ),
        "Look": (look.pair, look.log, look.diff, look.show, look.find, look.stats, look.serve),
        "Decide": (decide.confirm, decide.reject),
        "Keep": (keep.verify, keep.derive, keep.learn, keep.rebuild),
        "Without a crawl": (folders.align, folders.match),
        "Hand on": (hand_on.report, hand_on.index, hand_on.export),
    }.items()
}
BROKEN_PIPE, INTERRUPTED = 141, 130  # 128 and the signal's number, as shells count


class Contents(click.Group):
    """A group whose help is a table of contents, and whose errors are a line for people or programs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for section in CONTENTS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return next((section[cmd_name] for section in CONTENTS.values() if cmd_name in section), None)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        longest = max(map(len, self.list_commands(ctx)))
        for title, section in CONTENTS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(name.ljust(longest), command.short_help or "") for name, command in section.items()]
                )

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of our own becomes one line, 2 for wrong usage and 1 for all else."""
        as_json = "--json" in ctx.args
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KallaError as error:
            _fail(ctx, str(error), 2 if isinstance(error, WrongUsage) else 1, as_json=as_json)
        except click.UsageError as error:
            if not as_json:
                raise
            _fail(ctx, error.format_message(), error.exit_code, as_json=True)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # Whoever read the output has seen enough; Python would still flush the rest, and complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(BROKEN_PIPE)
        except OSError as error:
            # Whatever else is written is named by who writes it.
            nameless = "standard output or a temporary file" if error.errno in NO_ROOM else "the system"
            what = f"{error.filename or nameless}: {error.strerror or error}"
            _fail(ctx, what, 1, as_json=as_json)
        return result


def _fail(ctx: click.Context, what: str, code: int, *, as_json: bool) -> None:
    """Say on standard error what is wrong, and end with the code."""
    if as_json:
        click.echo(json.dumps({"error": what, "exit_code": code}), err=True)
    else:
        echo(f"kalla: {what}", err=True)
    ctx.exit(code)


@click.group(cls=Contents, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kalla", prog_name="kalla")
@click.option("--collection", "root", metavar="DIR", help="The collection; for all commands that read one.")
@no_color
@click.pass_context
def kalla(ctx: click.Context, root: str | None) -> None:
    """Källa: from a machine translation to its archived original, side by side, over time.

    Crawling is done with `scrapy crawl` (see `scrapy list`); this program works from disk alone.

    Exit codes: 0 well, 1 found problems, 2 wrong usage.
    """
    ctx.obj = root
