"""`kalla pair`: one rendering and its original, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_with_id
from archive.catalog.engine import reading
from archive.catalog.pairs import pair_of_rendering
from archive.catalog.rendering_names import rendering_named, renderings_named
from archive.cli.pairs import reason_of
from archive.cli.printing import echo_json, echo_pages, printable, side_by_side, terminal_width, wrapped
from archive.errors import WrongUsage
from archive.export.json_lines import pair_json
from archive.outlets.mementos import memento_at, original_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from archive.collection import Collection
    from archive.model import Article, Pair, Rendering


def pair(collection: Collection, which: str, *, as_json: bool) -> None:
    with reading(collection.existing_catalog()) as conn:
        for rendering in renderings_named(conn, which):
            found = pair_of_rendering(conn, rendering.id)
            if found is None:
                raise WrongUsage(f"{rendering.id} is not paired yet: run `kalla derive`")
            if as_json:
                echo_json(pair_json(conn, rendering, found))
            else:
                echo_pages(pair_view(conn, rendering, found, width=terminal_width()))


def the_rendering(engine: Engine, which: str) -> Rendering:
    """The one rendering that an id, the beginning of one, or a URL names. Raises WrongUsage."""
    with reading(engine) as conn:
        return rendering_named(conn, which)


def pair_view(conn: Connection, rendering: Rendering, pair: Pair, *, width: int) -> Iterator[str]:
    """The lines of a pair: what it is, what speaks for it, and its beads side by side."""
    score = f"{pair.score:.2f}" if pair.record_id else "–"
    yield from wrapped(f"{pair.verdict.upper()}  {score}  {reason_of(pair)}", width, indent="           ")
    article = article_of(conn, pair.record_id) if pair.record_id else None
    yield from map(printable, _addresses(conn, rendering, pair, article))
    if article is None:
        for block in rendering.blocks:
            yield from ("", *wrapped(block.text, width))
        return
    yield "─" * width
    for bead in _beads(rendering, article, pair):
        yield side_by_side(*bead, width=width)
        yield ""


def _addresses(conn: Connection, rendering: Rendering, pair: Pair, article: Article | None) -> Iterator[str]:
    """Where the two are: whole, however narrow the terminal, so that they can be copied."""
    capture = capture_with_id(conn, pair.record_id) if pair.record_id else None
    yield f"rendering  {rendering.source}  ({rendering.id})"
    if rendering.citation and rendering.citation.url:
        yield f"cites      {rendering.citation.url}"
    if capture is None or article is None:
        return
    memento = memento_at(capture.url)
    yield f"original   {original_address(capture.url)}"
    if memento:
        yield f"via        {memento.url}"
    at = f"{capture.captured_at:%Y-%m-%d %H:%M:%S}"
    yield f"           captured {at} UTC, {capture.warc} at byte {capture.offset}"
    if article.noarchive:
        yield "           the page asks not to be archived"


def _beads(rendering: Rendering, article: Article, pair: Pair) -> Iterator[tuple[str, str]]:
    for bead in pair.beads:
        left = "\n".join(rendering.blocks[i].text for i in bead.rendering)
        right = "\n".join(article.blocks[j].text for j in bead.original)
        yield left or "·", right or "·"
