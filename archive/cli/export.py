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
from archive.export.signature import signing_key
from archive.export.wacz import PackagedPage, PackageInfo, write_wacz
from archive.warc.places import closed_warcs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from archive.collection import Collection

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
        click.echo(f"kalla: {error}", err=True)
    unwilling = sum(page.noarchive for page in pages)
    click.echo(
        f"{out}: {len(warcs)} WARC files, {len(pages)} pages, {unwilling} of which ask not to be archived"
    )
    ctx.exit(1 if damage else 0)


def _pages(conn: Connection) -> Iterator[PackagedPage]:
    for capture, article in articles_with_text(conn):
        yield PackagedPage(
            record_id=capture.record_id,
            url=capture.url,
            captured_at=capture.captured_at,
            title=article.title,
            noarchive=article.noarchive,
        )
