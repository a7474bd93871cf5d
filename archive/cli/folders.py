"""`kalla align` and `kalla match`: plain text files of translations and originals, without a crawl."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from archive.cli.options import as_json
from archive.cli.printing import echo, echo_json
from archive.pairing.folders import align_folders, match_folders

if TYPE_CHECKING:
    from archive.model import Json
    from archive.pairing.folders import AlignedDocument, MatchedDocument

a_path = click.argument("a", metavar="A", type=click.Path(exists=True, path_type=Path))
b_path = click.argument("b", metavar="B", type=click.Path(exists=True, path_type=Path))
language = click.option("--lang", default="sv", show_default=True, help="The language of A; B is Vietnamese.")


@click.command()
@a_path
@b_path
@language
@as_json
def align(a: Path, b: Path, lang: str, *, as_json: bool) -> None:
    """Align two text files, or two folders of same-named files, one paragraph a line.

    Paragraphs are numbered from 0 by their line, blank lines included; one that stands alone has an empty
    other side. What recurs (page furniture) and a lexicon are learned from these files.

    \b
    Example:
      kalla align swedish/ vietnamese/ --json > beads.jsonl
    """
    for document in tqdm(align_folders(a, b, lang), unit="file", disable=None):
        if as_json:
            beads: list[Json] = [
                [list(bead.rendering), list(bead.original), bead.score] for bead in document.beads
            ]
            echo_json({"doc": document.doc, "beads": beads})
        else:
            _echo_aligned(document)


@click.command()
@a_path
@b_path
@language
@as_json
def match(a: Path, b: Path, lang: str, *, as_json: bool) -> None:
    """Rank the files of folder B for each file of folder A: which is its original?

    The verdict says whether the best one may be taken for it; names need not agree.

    \b
    Example:
      kalla match swedish/ vietnamese/
    """
    for document in tqdm(match_folders(a, b, lang), unit="file", disable=None):
        if as_json:
            candidates: list[Json] = [[name, score] for name, score in document.candidates]
            echo_json({"doc": document.doc, "verdict": document.verdict, "candidates": candidates})
        else:
            _echo_matched(document)


def _echo_aligned(document: AlignedDocument) -> None:
    echo(document.doc)
    for bead in document.beads:
        left = ",".join(map(str, bead.rendering)) or "–"
        right = ",".join(map(str, bead.original)) or "–"
        click.echo(f"  {left:>8}  {right:>8}  {bead.score:.2f}")


def _echo_matched(document: MatchedDocument) -> None:
    best = f"{document.candidates[0][0]} ({document.candidates[0][1]:.2f})" if document.candidates else "–"
    echo(f"{document.verdict:10}  {document.doc}  {best}  {'; '.join(document.reasons)}")
