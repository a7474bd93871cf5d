"""The words of the commands that write what others read."""

from __future__ import annotations

import re
from pathlib import Path

import click

from archive.cli.command import command
from archive.cli.completion import rendering_ids
from archive.cli.options import any_files, in_collection

output = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write here [default: standard output]."
)


@command("archive.cli.report:report", "Write a pair or an original's story as one file to hand on")
@click.argument("which", metavar="ID|URL", shell_complete=rendering_ids)
@output
@in_collection
def report() -> None:
    """Write a report on a pair or on an original's URL: one HTML file that needs nothing else, fit to print.

    It holds both texts side by side, every look at the original, what changed, digests and places in the WARC
    files, and what all that proves and what not.

    \b
    Example:
      kalla report 3f9c -o report.html
    """


@command("archive.cli.index:index", "Write a CDXJ index of the WARC files")
@any_files
@output
@in_collection
def index() -> None:
    """Index the closed WARC files of the collection, or these files: CDXJ, sorted.

    Damage is named and left out, and makes the exit code 1.

    \b
    Example:
      kalla index -o collection/index.cdxj
    """


@click.group(short_help="Write the archive in forms other programs read")
def export() -> None:
    """Write the archive in forms that other programs read."""


@command("archive.cli.export:wacz", "One package with index, pages and digests (WACZ 1.1.1)")
@click.argument("out", metavar="OUT.wacz", type=click.Path(path_type=Path))
@click.option("--title", default="Källa collection", show_default=True)
@click.option(
    "--sign",
    "key_file",
    metavar="KEY.pem",
    type=click.Path(path_type=Path),
    help="Sign with this P-384 key; where there is none, one is made.",
)
@in_collection
def wacz() -> None:
    """Pack the closed WARC files with index, pages and digests as WACZ 1.1.1.

    A signature proves who packed it and that it was not changed since; not what a server once said.

    \b
    Example:
      kalla export wacz kalla.wacz --sign key.pem
    """


def _bitext(name: str, out: str, help_text: str, lang: str | None = None) -> click.Command:
    """The command for one format of parallel text; `out` names what it writes, as an example."""

    @command(f"archive.cli.export:{name}", _first(help_text), name=name)
    @click.argument("out", type=click.Path(path_type=Path))
    @click.option(
        "--verdict",
        "verdicts",
        type=click.Choice(["confirmed", "doubtful"]),
        multiple=True,
        default=["confirmed"],
        show_default=True,
        help="Pairs of this verdict; may be repeated.",
    )
    @click.option(
        "--level",
        type=click.Choice(["paragraph", "sentence"]),
        default="paragraph",
        show_default=True,
        help="What a segment is; sentences are aligned inside the paragraphs' beads.",
    )
    @click.option(
        "--least-score",
        type=click.FloatRange(0, 1),
        default=0.0,
        show_default=True,
        help="Only segments that score at least this; of those with 0.9, nine in ten are exactly right.",
    )
    @click.option(
        "--lang",
        metavar="LANG",
        default=lang,
        help=f"Renderings in this language [default: {lang or 'all'}].",
    )
    @in_collection
    def words() -> None: ...

    words.help = f"{help_text} {ONCE}\n\n\b\nExamples:\n{_calls(name, out)}"
    return words


def _first(text: str) -> str:
    """What is said up to the first semicolon or full stop."""
    return re.split(r"[;.] |\.$", text)[0]


def _calls(name: str, out: str) -> str:
    sentences = f"sentences{Path(out).suffix} --level sentence --least-score 0.9"
    return f"  kalla export {name} {out}\n  kalla export {name} {sentences}"


ONCE = (
    "Segments that differ in case, white space and punctuation only come once. "
    "What is written takes its name when it is whole."
)
STREAM = "- is standard output."
FORMATS = (
    ("tmx", "out.tmx", f"Translation memory (TMX 1.4), provenance in the properties of each unit. {STREAM}"),
    ("moses", "out", "Two files, OUT.vi and OUT.sv; line n of one says what line n of the other says.", "sv"),
    ("tsv", "out.tsv", f"Tab-separated, in bitextor's order of columns. {STREAM}"),
    ("jsonl", "out.jsonl", f"One JSON object a segment, with everything that is known of it. {STREAM}"),
    ("ces", "out", "A new folder in the XML of OPUS; documents, and a CES file that links them."),
    ("parquet", "out.parquet", "Parquet, a column a field; needs kalla[parquet]."),
)
export.add_command(wacz)
for declared in FORMATS:
    export.add_command(_bitext(*declared))
