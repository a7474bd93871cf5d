"""`kalla show`: one capture, as text, as headers, as the page's bytes, or as the record itself."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from archive.catalog.captures import capture_nearest, latest_capture
from archive.catalog.engine import reading
from archive.catalog.pairs import article_of
from archive.cli.options import as_json, in_collection
from archive.cli.printing import echo_json, terminal_width
from archive.derive.pages import page_of
from archive.errors import WrongUsage
from archive.export.json_lines import article_json, capture_json
from archive.warc.pages import head_at, record_at

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from archive.collection import Collection
    from archive.model import Capture

AT_TIME = re.compile(r"(?P<url>.*)@(?P<time>\d{4}(?:-?\d\d){0,2}(?:[T ]?\d\d(?::?\d\d){0,2}Z?)?)")


@click.command()
@click.argument("which", metavar="URL[@TIME]")
@click.option("--html", "part", flag_value="html", help="The page's bytes, its codings undone.")
@click.option("--headers", "part", flag_value="headers", help="The response's head as it came.")
@click.option("--record", "part", flag_value="record", help="The WARC record, decompressed.")
@as_json
@in_collection
def show(collection: Collection, which: str, part: str | None, *, as_json: bool) -> None:
    """Show the capture of a URL closest to a time (the last one, if none is given).

    \b
    Examples:
      kalla show https://nhandan.vn/…-post1.html@2026-03-01
      kalla show URL --html > page.html
    """
    engine = collection.existing_catalog()
    with reading(engine) as conn:
        capture = named_capture(conn, which)
        if part:
            sys.stdout.buffer.write(part_of(part, collection, engine, capture))
            return
        article = article_of(conn, capture.record_id)
    if as_json:
        echo_json(
            article_json(capture, article) if article else {**capture_json(capture), "extraction": None}
        )
        return
    click.echo(
        f"{capture.url}\ncaptured {capture.captured_at:%Y-%m-%d %H:%M:%S} UTC, status {capture.status}"
    )
    if article is None:
        click.echo("no text was extracted: `kalla derive` does it for pages of the outlets")
        return
    signed = ", ".join(article.authors)
    published = f"{article.published_at:%Y-%m-%d %H:%M} UTC" if article.published_at else "no date"
    click.echo(f"{article.extraction}, {article.extractor}; {published}; {signed}\n")
    for block in article.blocks:
        wrapped = click.wrap_text(block.text, width=terminal_width())
        click.echo(f"{click.style(wrapped, bold=block.type in {'title', 'heading'})}\n")


def named_capture(conn: Connection, which: str) -> Capture:
    """The capture that `URL` or `URL@TIME` names. Raises WrongUsage where there is none."""
    match = AT_TIME.fullmatch(which)
    if match and (found := capture_nearest(conn, match["url"], time_named(match["time"]))):
        return found
    if found := latest_capture(conn, which):
        return found
    raise WrongUsage(f"{which} was never captured; `kalla ls` lists what was")


def time_named(text: str) -> datetime:
    """A time written as in ISO 8601 or as 14 digits, either of them cut short; UTC."""
    digits = re.sub(r"\D", "", text)
    whole = digits + "00000101000000"[len(digits) :]
    try:
        return datetime.strptime(whole, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError as error:
        raise WrongUsage(f"{text} is no time; write it like 2026-03-01 or 20260301120000") from error


def part_of(part: str, collection: Collection, engine: Engine, capture: Capture) -> bytes:
    """The bytes of a capture that `--html`, `--headers` or `--record` asks for."""
    if part == "html":
        return page_of(collection, engine, capture).body
    return head_at(collection.root, capture) if part == "headers" else record_at(collection.root, capture)
