"""`kalla demo`: the whole job on the sample web, and what came of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.catalog.captures import all_captures
from archive.catalog.engine import reading
from archive.catalog.pairs import pair_of_rendering
from archive.catalog.renderings import all_renderings
from archive.cli.pair import pair_view
from archive.cli.pairs import pair_lines
from archive.cli.printing import echo, echo_table, terminal_width
from archive.collection import Collection

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from archive.model import Pair, Rendering

NEXT = """\
What to do next
{activate}  export KALLA_COLLECTION={root}
  kalla pairs           every verdict and why
  kalla pair {id}     this pair, whole
  kalla changes         what was edited since, and whether the Swedish followed
  kalla serve           all of it in the browser
  kalla verify          is the archive what it claims to be?
  kalla rebuild         the same catalog again, from the WARC files alone

On the live web, with renderings of your own (.txt, .html, .jsonl, .wet, .warc):
  export KALLA_CONTACT=you@example.org
  scrapy crawl originals -a renderings=PATH
"""


def demo(root: Path | None) -> int:
    root = root or Path(click.get_current_context().obj or "demo")
    click.echo("Crawling the sample web: invented stories behind real host names, on this machine only…")
    crawl = [sys.executable, "-m", "crawler.sampleweb.demo", str(root)]
    code = subprocess.run(crawl, check=False).returncode  # noqa: S603
    if code == 0:
        with reading(Collection(root=root).existing_catalog()) as conn:
            _show(conn, root)
    return code


def _show(conn: Connection, root: Path) -> None:
    click.echo(f"\nFetched and archived in {root}/warcs")
    captures = [found for found in all_captures(conn) if not found.url.endswith("/robots.txt")]
    for capture in captures:
        led = f" → {capture.location}" if capture.location else ""
        echo(f"  {capture.status}  {capture.url}{led}")
    click.echo("\nRenderings and their originals")
    pairs = [
        (rendering, pair)
        for rendering, _, _ in all_renderings(conn)
        if (pair := pair_of_rendering(conn, rendering.id))
    ]
    echo_table(pair_lines(iter(pairs)), nothing="none was read")
    best = _shortest_confirmed(pairs)
    if best is not None:
        click.echo("\nOne pair, side by side (Swedish rendering │ Vietnamese original)\n")
        echo("\n".join(pair_view(conn, *best, width=terminal_width())))
        click.echo(NEXT.format(root=root, id=best[0].id[:6], activate=activation()))


def activation() -> str:
    """The line that makes `kalla` and `scrapy` known to the shell, where they are not."""
    if shutil.which("kalla"):
        return ""
    return f"  . {Path(sys.executable).parent / 'activate'}\n"


def _shortest_confirmed(pairs: list[tuple[Rendering, Pair]]) -> tuple[Rendering, Pair] | None:
    """The confirmed pair with a title that is quickest to read."""
    confirmed = [found for found in pairs if found[1].verdict == "confirmed" and found[0].title]
    return min(confirmed, key=lambda found: sum(len(block.text) for block in found[0].blocks), default=None)
