"""`kalla`: the archive in the terminal.

A command's module is imported when it is called, so that the program starts at once; none imports Scrapy.
"""

from __future__ import annotations

from importlib import import_module

import click

from archive.cli.printing import echo
from archive.errors import KallaError, WrongUsage

CONTENTS: dict[str, dict[str, tuple[str, str]]] = {
    "Begin": {
        "demo": ("archive.cli.demo:demo", "The whole job, offline, on the sample web"),
        "import": ("archive.cli.importing:import_", "Bring in renderings from files and folders"),
    },
    "Look": {
        "ls": ("archive.cli.ls:ls", "List what was captured"),
        "show": ("archive.cli.show:show", "Show a capture as text, headers, HTML or record"),
        "pairs": ("archive.cli.pairs:pairs", "List renderings with their originals and verdicts"),
        "log": ("archive.cli.log:log", "Tell what every look at an original showed"),
        "diff": ("archive.cli.diff:diff", "Show what differs between two versions of an article"),
        "changes": ("archive.cli.changes:changes", "List edits, removals and returns"),
        "due": ("archive.cli.due:due", "List what is due to be looked at again"),
        "outlets": ("archive.cli.outlets:outlets", "List cited hosts and how well they are read"),
        "pair": ("archive.cli.pair:pair", "Show a rendering and its original side by side"),
        "find": ("archive.cli.find:find", "Find words in originals and renderings"),
        "names": ("archive.cli.names:names", "List names that renderings spell in several ways"),
        "stats": ("archive.cli.stats:stats", "Count what there is, and plot when it came"),
        "serve": ("archive.cli.serve:serve", "Show it all in the browser"),
    },
    "Decide": {
        "confirm": ("archive.cli.decide:confirm", "Say that an article is a rendering's original"),
        "reject": ("archive.cli.decide:reject", "Say that it is not"),
    },
    "Keep": {
        "verify": ("archive.cli.verify:verify", "Check that the archive is what it claims to be"),
        "derive": ("archive.cli.derive:derive", "Extract texts and pair them, where that is not done yet"),
        "learn": ("archive.cli.learn:learn", "Learn from the confirmed pairs, and pair all anew"),
        "rebuild": ("archive.cli.rebuild:rebuild", "Make the catalog again from the WARC files alone"),
    },
    "Without a crawl": {
        "align": ("archive.cli.folders:align", "Align text files, or folders of them, by paragraphs"),
        "match": ("archive.cli.folders:match", "Find each file's original in another folder"),
    },
    "Hand on": {
        "report": ("archive.cli.report:report", "Write a pair or an original's story as one file to hand on"),
        "index": ("archive.cli.index:index", "Write a CDXJ index of the WARC files"),
        "export": ("archive.cli.export:export", "Write the archive in forms other programs read"),
    },
}


class Contents(click.Group):
    """A group whose help is a table of contents, and whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return [name for section in CONTENTS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        for section in CONTENTS.values():
            if cmd_name in section:
                module, _, attribute = section[cmd_name][0].partition(":")
                command: click.Command = getattr(import_module(module), attribute)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        for title, section in CONTENTS.items():
            with formatter.section(title):
                formatter.write_dl([(name, text) for name, (_, text) in section.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of our own becomes one line, 2 for wrong usage and 1 for all else."""
        try:
            return super().invoke(ctx)
        except KallaError as error:
            echo(f"kalla: {error}", err=True)
            ctx.exit(2 if isinstance(error, WrongUsage) else 1)
        except BrokenPipeError:
            raise  # whoever read the output has seen enough; click ends quietly
        except OSError as error:
            echo(f"kalla: {error.filename or 'the system'}: {error.strerror or error}", err=True)
            ctx.exit(1)


@click.group(cls=Contents, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kalla", prog_name="kalla")
@click.option("--collection", "root", metavar="DIR", help="The collection; every command takes this too.")
@click.pass_context
def kalla(ctx: click.Context, root: str | None) -> None:
    """Källa: from a machine translation to its archived original, side by side, over time.

    Crawling is done with `scrapy crawl` (see `scrapy list`); this program works from disk alone.

    Exit codes: 0 well, 1 found problems, 2 wrong usage.
    """
    ctx.obj = root
