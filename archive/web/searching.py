"""Search over the texts of originals and renderings, with or without diacritics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.full_text import Hit, hits, terms_of, words_of, written
from archive.catalog.renderings import rendering_with_id
from archive.change.folding import without_diacritics
from archive.web.listing import Table, listing_page
from archive.web.memory import memory_of
from archive.web.site import site_of
from archive.web.templating import link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set
    from datetime import datetime

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.catalog.full_text import Kind, Term
    from archive.catalog.keyset import Slice
    from archive.model import Article, Block, Rendering

EVERY = 1_000_000
PER_PAGE = 20
BEFORE, AFTER = 12, 30  # words of a passage around the first that was looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text that was found. `at` is when an original was captured.

    `passage` alternates what was not looked for with what was.
    """

    kind: Kind
    name: str
    title: str | None
    lang: str | None
    where: str
    address: str
    at: datetime | None
    passage: tuple[str, ...]


def search(request: Request) -> Response:
    site, query = site_of(request), request.query_params.get("q", "")
    kind = _kind(request.query_params.get("kind"))
    ready = memory_of(request).indexing.latest(wait=0.1)
    terms = terms_of(query)

    def rows(conn: Connection, part: Slice) -> Iterator[Found]:
        offset, asked = part.numbers()
        limit = EVERY if asked is None else asked
        for hit in hits(site.search_index, query, kind=kind, limit=limit, offset=offset):
            if found := _found(conn, hit, terms):
                yield found

    values = {"terms": terms, "kind": kind, "ready": ready is not None}
    table = Table(row_type=Found, rows=rows, per_page=PER_PAGE)
    return listing_page(request, "search.html", table, **values)


def _kind(asked: str | None) -> Kind | None:
    kinds: dict[str | None, Kind] = {"original": "original", "rendering": "rendering"}
    return kinds.get(asked)


def _found(conn: Connection, hit: Hit, terms: Sequence[Term]) -> Found | None:
    """The hit with its text; None where that has gone from the catalog since."""
    text: Article | Rendering | None
    if hit.kind == "rendering":
        text = rendering_with_id(conn, hit.name)
        where, at, address = (text.source if text else ""), None, link("/pair", id=hit.name)
    else:
        text, capture = article_of(conn, hit.name), capture_with_id(conn, hit.name)
        where, at = (capture.url, capture.captured_at) if capture else ("", None)
        address = link("/capture", record=hit.name)
    if text is None:
        return None
    return Found(
        kind=hit.kind,
        name=hit.name,
        title=text.title or (text.blocks[0].text if text.blocks else None),
        lang=text.lang,
        where=where,
        address=address,
        at=at,
        passage=passage(text.blocks, terms),
    )


def passage(blocks: Sequence[Block], terms: Sequence[Term]) -> tuple[str, ...]:
    """A piece of the block that has most of the words, cut into what is one of them (odd) and what is not."""
    as_written = {word for term in terms if term.column == "written" for word in term.words}
    as_bare = {word for term in terms if term.column == "bare" for word in term.words}
    loosely = as_bare | {without_diacritics(word) for word in as_written}

    def is_asked(word: str) -> bool:
        core = written(word.strip(".,:;!?…“”\"'()[]–-"))
        return core in as_written or without_diacritics(core) in as_bare

    best = _block_with_most(blocks, loosely)
    if best is None:
        return ()
    words = best.text.split()
    first = next((place for place, word in enumerate(words) if is_asked(word)), 0)
    start, end = max(0, first - BEFORE), first + AFTER
    pieces = ["… " if start else ""]
    for word in words[start:end]:
        if is_asked(word):
            pieces += [word, " "]
        else:
            pieces[-1] += f"{word} "
    return (*pieces[:-1], pieces[-1] + ("…" if end < len(words) else ""))


def _block_with_most(blocks: Sequence[Block], words: Set[str]) -> Block | None:
    """The block that has the most of the words, the first of several; none is read after one that has all."""
    best, most = None, -1
    for block in blocks:
        there = len(words & set(words_of(block.text)))
        if there > most:
            best, most = block, there
        if there == len(words):
            break
    return best
