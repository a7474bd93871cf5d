"""`kalla find`: words in the texts of originals and renderings."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import click

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.engine import reading
from archive.catalog.full_text import bring_up_to_date, hits, terms_of, written
from archive.catalog.renderings import rendering_with_id
from archive.change.folding import without_diacritics
from archive.cli.printing import echo_json, echo_pages, printable, table_width, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from archive.catalog.full_text import Hit, Kind, Term
    from archive.collection import Collection
    from archive.model import Block

MOST_LINES = 3  # shown of one text


def find(
    collection: Collection, words: tuple[str, ...], kind: Kind | None, limit: int, *, as_json: bool
) -> None:
    query = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
    with reading(collection.existing_catalog()) as conn:
        bring_up_to_date(collection.full_text, conn)
        found = hits(collection.full_text, query, kind=kind, limit=limit)
        if not found:
            click.echo("no text has these words", err=True)
        elif as_json:
            for hit in found:
                name, title, lines = _found(conn, hit, terms_of(query))
                echo_json({"kind": hit.kind, "name": name, "title": title, "lines": [*lines]})
        else:
            echo_pages(line for hit in found for line in _shown(conn, hit, terms_of(query)))


def _found(conn: Connection, hit: Hit, terms: Sequence[Term]) -> tuple[str, str | None, list[str]]:
    """The name of a text, its title and the first lines that have the words."""
    name, title, blocks = _text_of(conn, hit)
    return name, title, list(islice(_lines_with(blocks, terms), MOST_LINES))


def _shown(conn: Connection, hit: Hit, terms: Sequence[Term]) -> Iterator[str]:
    name, title, lines = _found(conn, hit, terms)
    yield printable(f"{hit.kind}  {name}  {title or ''}")
    width = table_width()
    for line in lines:
        yield from (f"    {part}" for part in (wrapped(line, width - 4) if width else [printable(line)]))


def _text_of(conn: Connection, hit: Hit) -> tuple[str, str | None, tuple[Block, ...]]:
    """The name by which `kalla show` or `kalla pair` opens a text, its title and its blocks."""
    if hit.kind == "rendering":
        rendering = rendering_with_id(conn, hit.name)
        return (hit.name, rendering.title, rendering.blocks) if rendering else (hit.name, None, ())
    capture, article = capture_with_id(conn, hit.name), article_of(conn, hit.name)
    version = f"{capture.url}@{capture.captured_at:%Y%m%d%H%M%S}" if capture else hit.name
    return (version, article.title, article.blocks) if article else (version, None, ())


def _lines_with(blocks: Sequence[Block], terms: Sequence[Term]) -> Iterator[str]:
    for block in blocks:
        text = written(block.text)
        forms = {"written": text, "bare": without_diacritics(text)}
        if any(" ".join(term.words) in forms[term.column] for term in terms):
            yield block.text
