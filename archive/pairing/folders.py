"""Two files or two folders of same-named files, one paragraph a line: aligned, or matched, without a crawl.

The first side is the rendering, the second the Vietnamese original. A paragraph's number is its line's, from
0; blank lines count, and stand in no bead. What recurs and what translates what is learned from these files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.errors import UnreadableInput, WrongUsage
from archive.pairing.beads import beads, story_links
from archive.pairing.find import Query, indexed
from archive.pairing.furniture import recurrent_lines, story
from archive.pairing.learn import Document, learned_from, learned_lengths
from archive.pairing.match import matched

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Bead, Verdict
    from archive.pairing.embeddings import Encoder
    from archive.pairing.match import Match


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedDocument:
    """The beads of two files of one name."""

    doc: str
    beads: tuple[Bead, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedDocument:
    """The files of the second folder that might be the original of one of the first, best first."""

    doc: str
    verdict: Verdict
    candidates: tuple[tuple[str, float], ...]
    reasons: tuple[str, ...]


def lines(path: Path) -> tuple[str, ...]:
    """Lines of a text file without their ends; nothing but a line feed ends one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(str(path), "not UTF-8 text") from error
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "unreadable") from error
    return tuple(line.removesuffix("\r") for line in text.removesuffix("\n").split("\n"))


def texts(path: Path) -> dict[str, tuple[str, ...]]:
    """Lines of each file of a folder by its name, in the names' order; of a file by its own name."""
    if path.is_dir():
        return {file.name: lines(file) for file in sorted(path.iterdir()) if file.is_file()}
    if path.exists():
        return {path.name: lines(path)}
    raise WrongUsage(f"{path}: no such file or folder")


def paired_documents(a: Path, b: Path, lang: str) -> list[Document]:
    """Files of one name on both sides; two single files are a pair whatever their names."""
    ours, theirs = texts(a), texts(b)
    if a.is_dir() != b.is_dir():
        raise WrongUsage(f"{a} and {b}: two files or two folders")
    if not a.is_dir():
        theirs = dict(zip(ours, theirs.values(), strict=True))
    names = [name for name in ours if name in theirs]
    if not names:
        raise WrongUsage(f"{a} and {b}: no file has the same name in both")
    return [Document(key=name, lang=lang, rendering=ours[name], original=theirs[name]) for name in names]


def align_folders(
    a: Path, b: Path, lang: str = "sv", encoder: Encoder | None = None
) -> Iterator[AlignedDocument]:
    """Each pair of files with its beads, in the order of names."""
    documents = paired_documents(a, b, lang)
    learned = learned_from(documents)
    for document in documents:
        ours, theirs = document.rendering, document.original
        found = story_links(document.sides, learned, encoder)
        blank_here = {i for i, text in enumerate(ours) if not text.strip()}
        blank_there = {j for j, text in enumerate(theirs) if not text.strip()}
        kept = (
            bead
            for bead in beads(found, len(ours), len(theirs))
            if not blank_here.issuperset(bead.rendering) or not blank_there.issuperset(bead.original)
        )
        yield AlignedDocument(doc=document.key, beads=tuple(kept))


def match_folders(a: Path, b: Path, lang: str = "sv") -> Iterator[MatchedDocument]:
    """Each file of the first folder with the ranked files of the second, whatever their names, in order of
    names.

    The length ratio is learned from the pairs that the index alone puts together.
    """
    ours, theirs = stories(texts(a)), stories(texts(b))
    index = indexed(theirs.items())
    first = {name: index.ranked(paragraphs, lang, 1) for name, paragraphs in ours.items()}
    guessed = (
        Document(key=name, lang=lang, rendering=ours[name], original=theirs[best[0][0]])
        for name, best in first.items()
        if best and best[0][1] > 0
    )
    learned = learned_lengths(guessed, lang)
    for name, paragraphs in ours.items():
        yield matched_document(
            name, matched(Query(lang=lang, texts=paragraphs), index, theirs.__getitem__, learned)
        )


def matched_document(name: str, match: Match) -> MatchedDocument:
    """A document's match under the document's name."""
    return MatchedDocument(
        doc=name, verdict=match.verdict, candidates=match.candidates, reasons=match.reasons
    )


def stories(documents: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The documents without the lines that recur among them."""
    furniture = recurrent_lines(documents.values())
    return {
        name: tuple(paragraphs[i] for i in story(paragraphs, furniture))
        for name, paragraphs in documents.items()
    }
