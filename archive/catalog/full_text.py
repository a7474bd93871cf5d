"""A full-text index of originals and renderings, in a SQLite file beside the catalog, whatever that is.

It holds no text, only which words stand where; it is brought up to date by comparison with the catalog and
may be deleted at any time. Words are found as written or, where the query has no diacritics, without them.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import unicodedata
from contextlib import closing, contextmanager
from dataclasses import dataclass
from heapq import merge
from itertools import chain, groupby
from operator import itemgetter
from os import W_OK, access
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from sqlalchemy import Connection, Select, select

from archive.catalog.tables import article, rendering
from archive.change.folding import comparable, without_diacritics
from archive.errors import RecordingFailed
from archive.model import HAS_TEXT
from archive.rendering.rules import OF_RENDERINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import Any

    from sqlalchemy import CursorResult

Kind = Literal["original", "rendering"]

# Words cannot be taken out again, so numbers are never given twice: what no entry names is not found.
# A text that is there already has an entry without words, so that a page seen a hundred times is found once.
SCHEMA = """
CREATE TABLE IF NOT EXISTS entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
    digest BLOB NOT NULL, UNIQUE (kind, name)
);
CREATE INDEX IF NOT EXISTS entry_by_digest ON entry (digest);
CREATE VIRTUAL TABLE IF NOT EXISTS words
    USING fts5(written, bare, content='', tokenize='unicode61 remove_diacritics 0');
"""
MATCHES = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)"
HITS = (
    "SELECT entry.kind, entry.name FROM words JOIN entry ON entry.number = words.rowid "
    "WHERE words MATCH ? AND (? IS NULL OR entry.kind = ?) ORDER BY {order} LIMIT ? OFFSET ?"
)
RANKED = 5000
FORGET = "DELETE FROM entry WHERE digest IN (SELECT digest FROM entry WHERE kind = ? AND name = ?)"
TERM = re.compile(r'"([^"]+)"|(\S+)')
WORD = re.compile(r"[^\W_]+")
BATCH = 500
CHUNK = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A text that has all the words: `name` is a record id or a rendering's id."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that must follow one another, and the form of the text in which they are looked for."""

    column: Literal["written", "bare"]
    words: tuple[str, ...]


def written(text: str) -> str:
    """The text without what a reader would not call a difference: case, typography, spelling school."""
    return comparable(text).casefold()


def words_of(text: str) -> list[str]:
    """The words without diacritics, as they are looked for."""
    return WORD.findall(without_diacritics(written(text)))


def hits(path: Path, query: str, *, kind: Kind | None = None, limit: int, offset: int = 0) -> list[Hit]:
    """Texts with all words and "phrases" of the query, the best first; none where it has no words.

    What stands in very many texts tells them apart no more: then the ones last indexed come first.
    """
    match = " AND ".join(f'{term.column} : "{" ".join(term.words)}"' for term in terms_of(query))
    if not match or not path.exists():
        return []
    with _opened(path) as index:
        many = index.execute(MATCHES, (match, RANKED)).fetchone()[0] == RANKED
        order = "words.rowid DESC" if many else "words.rank, entry.number"
        rows = index.execute(HITS.format(order=order), (match, kind, kind, limit, offset))
        return [Hit(kind=found, name=name) for found, name in rows]


def terms_of(query: str) -> list[Term]:
    """The words and "phrases" of a query, each to be looked for as written if it has diacritics."""
    terms = []
    for match in TERM.finditer(query):
        term = written(match[1] or match[2])
        without = without_diacritics(term)
        plain = without == unicodedata.normalize("NFD", term)
        if words := tuple(WORD.findall(without if plain else term)):
            terms.append(Term(column="bare" if plain else "written", words=words))
    return terms


def bring_up_to_date(path: Path, conn: Connection) -> int:
    """Index what is new in the catalog and forget what is gone from it; gives how many texts were read.

    Raises RecordingFailed where there is such a text and the index cannot be written.
    """
    read = 0
    with _opened(path) as index:
        # Entries of one text go together, since one of them has the words; the next round brings them back.
        while found := list(_differing(index, conn)):
            for kind, name, version in found:
                index.execute(FORGET, (kind, name))
                if version is not None:
                    _enter(index, conn, kind, name, version)
                    read += 1
                if read % BATCH == 0:
                    index.commit()
            index.commit()
    return read


def _differing(index: sqlite3.Connection, conn: Connection) -> Iterator[tuple[Kind, str, str | None]]:
    """Texts whose entry is missing or of another version; version None says that the text is gone."""
    texts = select(article.c.record_id, article.c.extractor).where(
        article.c.extraction.in_(HAS_TEXT), ~article.c.extractor.startswith(OF_RENDERINGS)
    )
    queries: dict[Kind, Select[Any]] = {
        "original": texts.order_by(article.c.record_id),
        # A rendering's id is a hash of its text.
        "rendering": select(rendering.c.id, rendering.c.lang).order_by(rendering.c.id),
    }
    for kind, query in queries.items():
        there = conn.execute(query.execution_options(yield_per=CHUNK))
        known = index.execute("SELECT name, version FROM entry WHERE kind = ? ORDER BY name", (kind,))
        entered, texts_now = _from_first_difference(known, there)
        both = merge(((*one, 0) for one in entered), ((*one, 1) for one in texts_now), key=itemgetter(0, 2))
        for name, told in groupby(both, key=itemgetter(0)):
            versions = {source: version for _, version, source in told}
            if versions.get(0) != versions.get(1):
                yield kind, name, versions.get(1)


def _from_first_difference(
    known: sqlite3.Cursor, there: CursorResult[Any]
) -> tuple[Iterable[Any], Iterable[Any]]:
    """What is left of both from where they differ: mostly nothing, which many rows at once tell soonest."""
    entered = texts = [()]
    while entered and entered == texts:
        entered, texts = known.fetchmany(CHUNK), [tuple(row) for row in there.fetchmany(CHUNK)]
    return chain(entered, known), chain(texts, there)


def _enter(index: sqlite3.Connection, conn: Connection, kind: Kind, name: str, version: str) -> None:
    table, key = (article, article.c.record_id) if kind == "original" else (rendering, rendering.c.id)
    title, blocks = conn.execute(select(table.c.title, table.c.blocks).where(key == name)).one()
    text = "\n".join([title or "", *(block["text"] for block in blocks)])
    digest = hashlib.sha256(text.encode()).digest()
    known = index.execute("SELECT 1 FROM entry WHERE digest = ?", (digest,)).fetchone()
    new = index.execute(
        "INSERT INTO entry (kind, name, version, digest) VALUES (?, ?, ?, ?)", (kind, name, version, digest)
    )
    if known is None:
        whole = written(text)
        row = (new.lastrowid, whole, without_diacritics(whole))
        index.execute("INSERT INTO words (rowid, written, bare) VALUES (?, ?, ?)", row)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The index, made where there is none. The isolation is sqlite3's own: a write begins a transaction."""
    try:
        with closing(_connected(path)) as index:
            yield index
    except sqlite3.OperationalError as error:
        raise RecordingFailed(
            f"the words of new texts cannot be entered in {path}: {error}; where nothing can be written, "
            "take a collection that was searched once"
        ) from error


def _connected(path: Path) -> sqlite3.Connection:
    if path.is_file() and not (access(path, W_OK) and access(path.parent, W_OK)):
        # As on a read-only medium: SQLite makes files beside it even to read it, unless nobody changes it.
        return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
    index = sqlite3.connect(path, timeout=30)
    # Readers must not wait for a writer; what a power cut takes is indexed again.
    index.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; {SCHEMA}")
    return index
