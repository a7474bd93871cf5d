"""`kalla show`: one capture, as text, as headers, as the page's bytes, or as the record itself.

Text comes from the catalog alone; what reads WARC files and pages is imported where an option asks for it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from archive.catalog.articles import article_of
from archive.catalog.captures import capture_nearest, latest_capture
from archive.catalog.engine import reading
from archive.cli.addresses import url_and_time
from archive.cli.printing import echo_json, echo_pages, printable, terminal_width
from archive.errors import WrongUsage
from archive.export.json_lines import article_json, capture_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from archive.collection import Collection
    from archive.model import Article, Capture, Page


def show(collection: Collection, which: str, part: str | None, file: Path | None, *, as_json: bool) -> None:
    shown = _in_file(file, which) if file else _in_collection(collection, which)
    if part:
        sys.stdout.buffer.write(shown.part(part))
    elif as_json:
        article = shown.article()
        known = article_json(shown.capture, article) if article else capture_json(shown.capture)
        echo_json({"extraction": None, **known})
    else:
        echo_pages(text_view(shown.capture, shown.article()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A capture and the ways to its bytes and text; `root` is the collection or file that holds it."""

    capture: Capture
    root: Path
    page: Callable[[], Page]
    article: Callable[[], Article | None]

    def part(self, name: str) -> bytes:
        from archive.warc.pages import head_at, record_at  # noqa: PLC0415

        if name == "html":
            return self.page().body
        return head_at(self.root, self.capture) if name == "headers" else record_at(self.root, self.capture)


def _in_collection(collection: Collection, which: str) -> Shown:
    engine = collection.existing_catalog()
    url, at = url_and_time(which)
    with reading(engine) as conn:
        capture = latest_capture(conn, which) or (capture_nearest(conn, url, at) if at else None)
        if capture is None:
            raise WrongUsage(f"{which} was never captured; `kalla ls` lists what was")
        article = article_of(conn, capture.body_record)

    def page() -> Page:
        from archive.derive.pages import page_of  # noqa: PLC0415

        return page_of(collection, engine, capture)

    return Shown(capture=capture, root=collection.root, page=page, article=lambda: article)


def _in_file(file: Path, which: str) -> Shown:
    from archive.cli.foreign import foreign_article, foreign_capture  # noqa: PLC0415
    from archive.warc.web_archives import page_inside  # noqa: PLC0415

    warc, capture = foreign_capture(file, *url_and_time(which))
    return Shown(
        capture=capture,
        root=warc,
        page=lambda: page_inside(file, capture),
        article=lambda: foreign_article(file, capture),
    )


def text_view(capture: Capture, article: Article | None) -> Iterator[str]:
    """The lines of a capture as a person reads it."""
    yield printable(capture.url)
    yield f"captured {capture.captured_at:%Y-%m-%d %H:%M:%S} UTC, status {capture.status}"
    if article is None:
        yield "it has no text: only pages of the outlets and of vietnam.vn that answered 200 have one"
        return
    yield f"text: {article.extraction}, by {article.extractor}"
    if article.published_at:
        yield f"published {article.published_at:%Y-%m-%d %H:%M} UTC, as the page says"
    if article.authors:
        yield f"signed {printable(', '.join(article.authors))}"
    if article.noarchive:
        yield "the page asks not to be archived"
    yield ""
    for block in article.blocks:
        wrapped = click.wrap_text(printable(block.text), width=terminal_width())
        yield f"{click.style(wrapped, bold=block.type in {'title', 'heading'})}\n"
