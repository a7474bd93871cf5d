"""`kalla align` and `kalla match`: plain text files of translations and originals, without a crawl."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from archive.catalog.engine import reading
from archive.cli.languages import language_named
from archive.cli.printing import echo, echo_json
from archive.derive.finding import match_in_collection, outline_waiting_texts
from archive.pairing.embeddings import loaded
from archive.pairing.folders import align_folders, left_out, match_folders, same_named, text_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archive.collection import Collection
    from archive.model import Json
    from archive.pairing.folders import AlignedDocument, Level, MatchedDocument

TOLD = 5  # names of files that are left out


def align(a: Path, b: Path, lang: str, embeddings: str | None, level: Level, *, as_json: bool) -> None:
    _tell_left_out(left_out(a, b))
    encoder = loaded(embeddings) if embeddings else None
    documents = align_folders(a, b, language_named(lang), encoder, level)
    for document in tqdm(documents, total=len(same_named(a, b)), unit="file", disable=None):
        if as_json:
            echo_json(_aligned_json(document))
        else:
            _echo_aligned(document)


def _aligned_json(document: AlignedDocument) -> dict[str, Json]:
    beads: list[Json] = [[list(bead.rendering), list(bead.original), bead.score] for bead in document.beads]
    told: dict[str, Json] = {"doc": document.doc, "beads": beads}
    if document.sentences:
        ours, theirs = document.sentences
        told |= {"rendering": list(ours), "original": list(theirs)}
    return told


def _tell_left_out(paths: Sequence[Path]) -> None:
    if paths:
        more = f" and {len(paths) - TOLD} more" if len(paths) > TOLD else ""
        named = ", ".join(str(path) for path in paths[:TOLD])
        echo(f"kalla: left out, as the other folder has no file of the name: {named}{more}", err=True)


def match(collection: Collection, a: Path, b: Path | None, lang: str, *, as_json: bool) -> None:
    lang = language_named(lang)
    documents = match_folders(a, b, lang) if b else _in_collection(collection, a, lang)
    for document in tqdm(documents, total=len(text_files(a)), unit="file", disable=None):
        if as_json:
            candidates: list[Json] = [[name, score] for name, score in document.candidates]
            echo_json({"doc": document.doc, "verdict": document.verdict, "candidates": candidates})
        else:
            _echo_matched(document)


def _in_collection(collection: Collection, a: Path, lang: str) -> Iterator[MatchedDocument]:
    engine = collection.existing_catalog()
    outline_waiting_texts(engine)
    with reading(engine) as conn:
        yield from match_in_collection(conn, a, lang)


def _echo_aligned(document: AlignedDocument) -> None:
    echo(document.doc.replace("\n", " "))
    for bead in document.beads:
        left = ",".join(map(str, bead.rendering)) or "–"
        right = ",".join(map(str, bead.original)) or "–"
        click.echo(f"  {left:>8}  {right:>8}  {bead.score:.2f}")


def _echo_matched(document: MatchedDocument) -> None:
    best = f"{document.candidates[0][0]} ({document.candidates[0][1]:.2f})" if document.candidates else "–"
    echo(f"{document.verdict:10}  {document.doc}  {best}  {'; '.join(document.reasons)}")
