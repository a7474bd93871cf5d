"""The words of the commands that work on plain text files, without a crawl."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.command import command
from archive.cli.options import as_json, in_collection

a_path = click.argument("a", metavar="A", type=click.Path(exists=True, path_type=Path))
b_path = click.argument("b", metavar="B", type=click.Path(exists=True, path_type=Path))
b_or_collection = click.argument(
    "b", metavar="[B]", required=False, type=click.Path(exists=True, path_type=Path)
)
language = click.option("--lang", default="sv", show_default=True, help="The language of A; B is Vietnamese.")


@command("archive.cli.folders:align", "Align text files, or folders of them, by paragraphs")
@a_path
@b_path
@language
@click.option(
    "--embeddings",
    metavar="MODEL",
    help="A sentence-transformers model, by folder or name, that has a say too; needs kalla[embeddings].",
)
@click.option(
    "--level",
    type=click.Choice(["paragraph", "sentence"]),
    default="paragraph",
    show_default=True,
    help="What is numbered; sentences are aligned inside the paragraphs' beads, and told with --json.",
)
@as_json
def align() -> None:
    """Align two text files, or two folders of same-named files, one paragraph a line.

    Paragraphs are numbered from 0 by their line, blank lines included; one that stands alone has an empty
    other side. What recurs (page furniture) and a lexicon are learned from these files.

    \b
    Example:
      kalla align swedish/ vietnamese/ --json > beads.jsonl
    """


@command("archive.cli.folders:match", "Find each file's original in a folder or in the collection")
@a_path
@b_or_collection
@language
@as_json
@in_collection
def match() -> None:
    """Rank the files of folder B for each file of folder A: which is its original?

    The verdict says whether the best one may be taken for it; names need not agree. Without B the articles
    of the collection are ranked, by their addresses.

    \b
    Examples:
      kalla match swedish/ vietnamese/
      kalla match swedish/ --collection ./collection
    """
