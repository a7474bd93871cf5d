"""Two files or two folders of same-named files, one paragraph a line: aligned, or matched, without a crawl.

The first side is the rendering, the second the Vietnamese original. A paragraph's number is its line's, from
0; blank lines count, and stand in no bead. What recurs and what translates what is learned from these files.
Files whose names begin with a point are the system's, and folders inside folders are not entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from archive.errors import UnreadableInput, WrongUsage
from archive.pairing.beads import beads, story_links
from archive.pairing.find import Query, indexed
from archive.pairing.fold import composed
from archive.pairing.furniture import recurrent_lines, story
from archive.pairing.learn import Document, learned_from, learned_lengths
from archive.pairing.match import matched
from archive.pairing.sentence_beads import SentencesOf, sentence_links
from archive.rendering.line import is_vietnamese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archive.model import Bead, Verdict
    from archive.pairing.embeddings import Encoder
    from archive.pairing.match import Match


Level = Literal["paragraph", "sentence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedDocument:
    """The beads of two files of one name; `sentences` are what they number, where it is not the lines."""

    doc: str
    beads: tuple[Bead, ...]
    sentences: tuple[tuple[str, ...], tuple[str, ...]] | None = None


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
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(str(path), "not UTF-8 text") from error
    except OSError as error:
        raise UnreadableInput(str(path), error.strerror or "unreadable") from error
    return tuple(line.removesuffix("\r") for line in text.removesuffix("\n").split("\n"))


def text_files(path: Path) -> list[Path]:
    """The files of a folder in the order of their names, or the file itself."""
    if path.is_dir():
        return [one for one in sorted(path.iterdir()) if one.is_file() and not one.name.startswith(".")]
    if path.exists():
        return [path]
    raise WrongUsage(f"{path}: no such file or folder")


def texts(path: Path) -> dict[str, tuple[str, ...]]:
    """Lines of each file of a folder by its name, in the names' order; of a file by its own name."""
    return {file.name: lines(file) for file in text_files(path)}


def same_named(a: Path, b: Path) -> list[tuple[Path, Path]]:
    """Files of one name on both sides, composed or decomposed as file systems differ; two single files are a
    pair whatever their names."""
    if a.is_dir() != b.is_dir():
        raise WrongUsage(f"{a} and {b}: two files or two folders")
    ours, theirs = text_files(a), text_files(b)
    if not a.is_dir():
        return [(ours[0], theirs[0])]
    exactly, alike = {one.name: one for one in theirs}, {composed(one.name): one for one in theirs}
    pairs = [(one, exactly.get(one.name) or alike.get(composed(one.name))) for one in ours]
    return [(one, other) for one, other in pairs if other]


def left_out(a: Path, b: Path) -> list[Path]:
    """What two folders hold, of which nothing is aligned: files without their like, and folders."""
    aligned = {one for pair in same_named(a, b) for one in pair}
    held = (one for folder in (a, b) if folder.is_dir() for one in sorted(folder.iterdir()))
    return [one for one in held if one not in aligned and not one.name.startswith(".")]


def paired_documents(a: Path, b: Path, lang: str) -> list[Document]:
    """The same-named files as documents."""
    pairs = same_named(a, b)
    if not pairs:
        raise WrongUsage(f"{a} and {b}: no file has the same name in both")
    documents = [
        Document(key=composed(one.name), lang=lang, rendering=lines(one), original=lines(other))
        for one, other in pairs
    ]
    if lang != "vi" and _is_turned(documents):
        raise WrongUsage(f"{a} is in Vietnamese and {b} is not: name the translations first")
    return documents


def _is_turned(documents: Iterable[Document]) -> bool:
    """Whether the originals stand where the renderings should."""
    balance = [
        sum(is_vietnamese(composed(text)) for text in document.rendering)
        - sum(is_vietnamese(composed(text)) for text in document.original)
        for document in documents
    ]
    return sum(balance) * 2 > sum(len(document.rendering) for document in documents)


def align_folders(
    a: Path, b: Path, lang: str = "sv", encoder: Encoder | None = None, level: Level = "paragraph"
) -> Iterator[AlignedDocument]:
    """Each pair of files with its beads, in the order of names."""
    documents = paired_documents(a, b, lang)
    learned = learned_from(documents)
    for (file, _), document in zip(same_named(a, b), documents, strict=True):
        ours, theirs = document.rendering, document.original
        found = story_links(document.sides, learned, encoder)
        if level == "sentence":
            here, there = SentencesOf(ours), SentencesOf(theirs)
            inside = list(sentence_links(found, (here, there), document.sides, learned, encoder))
            aligned = beads(inside, len(here.every), len(there.every))
            yield AlignedDocument(doc=file.name, beads=tuple(aligned), sentences=(here.every, there.every))
        else:
            aligned = beads(found, len(ours), len(theirs))
            yield AlignedDocument(doc=file.name, beads=tuple(_without_blank(aligned, ours, theirs)))


def _without_blank(aligned: Iterable[Bead], ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Bead]:
    for bead in aligned:
        if any(ours[i].strip() for i in bead.rendering) or any(theirs[j].strip() for j in bead.original):
            yield bead


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
