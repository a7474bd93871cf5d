"""`kalla export`: the archive in forms that other programs read."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.catalog.engine import reading
from archive.catalog.pairs import articles_with_text
from archive.cli.options import in_collection
from archive.cli.printing import echo
from archive.export.bitext.ces import write_ces
from archive.export.bitext.lines import write_jsonl, write_moses, write_tsv
from archive.export.bitext.parquet import write_parquet
from archive.export.bitext.segments import Selection, segments
from archive.export.bitext.tmx import write_tmx
from archive.export.signature import signing_key
from archive.export.wacz import PackagedPage, PackageInfo, write_wacz
from archive.warc.places import closed_warcs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from archive.collection import Collection
    from archive.export.bitext.segments import Level, Segment
    from archive.model import Verdict

POLICY = (
    "A private research archive. Name the source and the date of capture; do not republish. "
    "Pages marked noarchive asked not to be archived."
)


@click.group()
def export() -> None:
    """Write the archive in forms that other programs read."""


@export.command()
@click.argument("out", metavar="OUT.wacz", type=click.Path(path_type=Path))
@click.option("--title", default="Källa collection", show_default=True)
@click.option(
    "--sign",
    "key_file",
    metavar="KEY.pem",
    type=click.Path(path_type=Path),
    help="Sign with this P-384 key; where there is none, one is made.",
)
@in_collection
@click.pass_context
def wacz(ctx: click.Context, collection: Collection, out: Path, title: str, key_file: Path | None) -> None:
    """Pack the closed WARC files with index, pages and digests as WACZ 1.1.1.

    A signature proves who packed it and that it was not changed since; not what a server once said.

    \b
    Example:
      kalla export wacz kalla.wacz --sign key.pem
    """
    info = PackageInfo(
        title=title, description=POLICY, software=f"Kalla/{version('kalla')}", created=datetime.now(UTC)
    )
    key = signing_key(key_file) if key_file else None
    warcs = closed_warcs(collection.root)
    with reading(collection.existing_catalog()) as conn:
        pages = list(_pages(conn))
        damage = write_wacz(out, warcs, pages, info, key=key)
    for error in damage:
        echo(f"kalla: {error}", err=True)
    unwilling = sum(page.noarchive for page in pages)
    click.echo(
        f"{out}: {len(warcs)} WARC files, {len(pages)} pages, {unwilling} of which ask not to be archived"
    )
    ctx.exit(1 if damage else 0)


def bitext(name: str, help_text: str, write: Callable[[Iterator[Segment], Path], int]) -> None:
    """Add a command for one format of parallel text."""

    @export.command(name, help=help_text)
    @click.argument("out", type=click.Path(path_type=Path))
    @click.option(
        "--verdict",
        "verdicts",
        type=click.Choice(["confirmed", "doubtful"]),
        multiple=True,
        default=["confirmed"],
        show_default=True,
        help="Pairs of this verdict; may be repeated.",
    )
    @click.option(
        "--level",
        type=click.Choice(["paragraph", "sentence"]),
        default="paragraph",
        show_default=True,
        help="What a segment is; sentences are aligned inside the paragraphs' beads.",
    )
    @click.option("--least-score", type=click.FloatRange(0, 1), default=0.0, help="Of a segment, 0 to 1.")
    @in_collection
    def command(
        collection: Collection, out: Path, verdicts: tuple[Verdict, ...], level: Level, least_score: float
    ) -> None:
        selection = Selection(verdicts=frozenset(verdicts), least_score=least_score, level=level)
        with reading(collection.existing_catalog()) as conn:
            count = write(segments(conn, selection), out)
        click.echo(f"{count} segments written to {out}")


def _tmx(found: Iterator[Segment], out: Path) -> int:
    with out.open("w", encoding="utf-8") as file:
        return write_tmx(found, file, version=version("kalla"))


def _moses(found: Iterator[Segment], out: Path) -> int:
    originals, renderings = out.with_name(f"{out.name}.vi"), out.with_name(f"{out.name}.sv")
    with originals.open("w", encoding="utf-8") as one, renderings.open("w", encoding="utf-8") as other:
        return write_moses(found, one, other)


def _tsv(found: Iterator[Segment], out: Path) -> int:
    with out.open("w", encoding="utf-8") as file:
        return write_tsv(found, file)


def _jsonl(found: Iterator[Segment], out: Path) -> int:
    with out.open("w", encoding="utf-8") as file:
        return write_jsonl(found, file)


bitext("tmx", "Translation memory (TMX 1.4), provenance in the properties of each unit.", _tmx)
bitext("moses", "Two files, OUT.vi and OUT.sv: line n of one says what line n of the other says.", _moses)
bitext("tsv", "Tab-separated, in bitextor's order of columns.", _tsv)
bitext("jsonl", "One JSON object a segment, with everything that is known of it.", _jsonl)
bitext("ces", "A folder in the XML of OPUS: documents, and a CES file that links them.", write_ces)
bitext("parquet", "Parquet, a column a field; needs kalla[parquet].", write_parquet)


def _pages(conn: Connection) -> Iterator[PackagedPage]:
    for capture, article in articles_with_text(conn):
        yield PackagedPage(
            record_id=capture.record_id,
            url=capture.url,
            captured_at=capture.captured_at,
            title=article.title,
            noarchive=article.noarchive,
        )
