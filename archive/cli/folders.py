"""`kalla align` and `kalla match`: plain text files of translations and originals, without a crawl."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from archive.cli.printing import echo, echo_json
from archive.pairing.folders import align_folders, match_folders

if TYPE_CHECKING:
    from pathlib import Path

    from archive.model import Json
    from archive.pairing.folders import AlignedDocument, MatchedDocument


def align(a: Path, b: Path, lang: str, *, as_json: bool) -> None:
    for document in tqdm(align_folders(a, b, lang), unit="file", disable=None):
        if as_json:
            beads: list[Json] = [
                [list(bead.rendering), list(bead.original), bead.score] for bead in document.beads
            ]
            echo_json({"doc": document.doc, "beads": beads})
        else:
            _echo_aligned(document)


def match(a: Path, b: Path, lang: str, *, as_json: bool) -> None:
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
