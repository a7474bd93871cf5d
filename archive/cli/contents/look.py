"""The words of the commands that show one thing, or all of it at a glance."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli.command import command
from archive.cli.completion import rendering_ids
from archive.cli.options import as_json, in_collection, warc_file


@command("archive.cli.show:show", "Show a capture as text, headers, HTML or record")
@click.argument("which", metavar="URL[@TIME]")
@click.option("--html", "part", flag_value="html", help="The page's bytes, its codings undone.")
@click.option("--headers", "part", flag_value="headers", help="The response's head as it came.")
@click.option("--record", "part", flag_value="record", help="The WARC record, decompressed.")
@warc_file
@as_json
@in_collection
def show() -> None:
    """Show the capture of a URL closest to a time (the last one, if none is given).

    \b
    Examples:
      kalla show https://nhandan.vn/…-post1.html@2026-03-01
      kalla show URL --html > page.html
      kalla show URL --warc foreign.wacz
    """


@command("archive.cli.pair:pair", "Show a rendering and its original side by side")
@click.argument("which", metavar="ID|URL", shell_complete=rendering_ids)
@as_json
@in_collection
def pair() -> None:
    """Show a rendering beside its original, paragraph by paragraph.

    Name it by the id that `kalla pairs` lists (its beginning will do), or by its original's URL.

    \b
    Example:
      kalla pair 3f9c
    """


@command("archive.cli.log:log", "Tell what every look at an original showed")
@click.argument("url")
@warc_file
@as_json
@in_collection
def log() -> None:
    """Tell what every look at an original, or at a rendering's page, showed, oldest first.

    \b
    first        the first sight of the article
    unchanged    the same bytes, or a 304
    markup_only  other bytes, the same words
    edited       another title or text; it happened between the two times named
    suspect      something else stood there, or nothing; not yet believed
    removed      suspect several times over days: present until then, absent since
    restored     there again
    blocked      we were kept out, which says nothing of the article
    error        no answer that counts, which says nothing of the article

    \b
    Examples:
      kalla log https://nhandan.vn/…-post1.html
      kalla log URL --warc foreign.warc.gz
    """


@command("archive.cli.diff:diff", "Show what differs between two versions of an article")
@click.argument("which", metavar="URL[@A..B]")
@click.option("--html", is_flag=True, help="A page that can be mailed: it needs nothing but itself.")
@warc_file
@as_json
@in_collection
def diff() -> None:
    """Show what differs between two versions of an article: paragraphs first, then the words in them.

    Without a range it is the last edit. A and B are times; the versions nearest to them are compared, and one
    left out stands for the first or the last version.

    \b
    Examples:
      kalla diff https://nhandan.vn/…-post1.html
      kalla diff URL@2026-03-01..2026-04-01 --html > diff.html
      kalla diff URL@.. --warc foreign.warc.gz
    """


@command("archive.cli.find:find", "Find words in originals and renderings")
@click.argument("words", nargs=-1, required=True, metavar="TEXT…")
@click.option("--in", "kind", type=click.Choice(["original", "rendering"]), help="Only in these texts.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many texts.")
@as_json
@in_collection
def find() -> None:
    """Find the texts that have all the words, or a "phrase" in quotation marks.

    A word without diacritics is found with any: binh finds Bình. One with them is found as it is written.

    \b
    Example:
      kalla find '"tau dien"' Bình
    """


@command("archive.cli.stats:stats", "Count what there is, and plot when it came")
@as_json
@in_collection
def stats() -> None:
    """Count captures, texts, renderings and verdicts, and plot captures over the days.

    \b
    Example:
      kalla stats
    """


@command("archive.cli.serve:serve", "Show it all in the browser")
@click.option(
    "--port", default=8700, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option("--read-only", is_flag=True, help="Take no decisions.")
@click.option(
    "--replay",
    "replay_folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with ReplayWeb.page's ui.js and sw.js and a collection.wacz (see docs/browser.md).",
)
@in_collection
def serve() -> None:
    """Show the archive in the browser, to this machine alone; Ctrl-C ends it.

    \b
    Example:
      kalla serve --collection demo
    """
