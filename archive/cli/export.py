"""`kalla export`: the archive in forms that other programs read."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.catalog.articles import articles_with_text
from archive.catalog.engine import reading
from archive.cli.languages import language_named
from archive.cli.printing import counted, echo
from archive.errors import WrongUsage
from archive.export.bitext.ces import write_ces
from archive.export.bitext.lines import write_jsonl, write_moses, write_tsv
from archive.export.bitext.parquet import write_parquet
from archive.export.bitext.segments import Selection, segments
from archive.export.bitext.tmx import write_tmx
from archive.export.signature import signing_key
from archive.export.wacz import PackagedPage, PackageInfo, write_wacz
from archive.export.whole import whole_file, whole_folder
from archive.export.wording import POLICY
from archive.warc.places import closed_warcs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TextIO

    from sqlalchemy import Connection

    from archive.collection import Collection
    from archive.export.bitext.segments import Level, Segment
    from archive.model import Verdict

ORIGINAL = "vi"
STDOUT = (Path("-"), Path("/dev/stdout"))


def wacz(collection: Collection, out: Path, title: str, key_file: Path | None) -> int:
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
        f"{out}: {counted(len(warcs), 'WARC file')}, {counted(len(pages), 'page')}, "
        f"{unwilling} of which {'asks' if unwilling == 1 else 'ask'} not to be archived"
    )
    return 1 if damage else 0


def _written_by(write: Callable[[Iterator[Segment], Path], int]) -> Callable[..., None]:
    """The command that writes parallel text with this function."""

    def command(
        collection: Collection,
        out: Path,
        verdicts: tuple[Verdict, ...],
        level: Level,
        least_score: float,
        lang: str | None,
    ) -> None:
        selection = Selection(
            verdicts=frozenset(verdicts),
            least_score=least_score,
            level=level,
            lang=language_named(lang) if lang is not None else None,
        )
        with reading(collection.existing_catalog()) as conn:
            count = write(segments(conn, selection), out)
        # Standard output is for the segments, if they go there.
        echo(f"{counted(count, 'segment')} written to {out}", err=out in STDOUT)

    return command


@contextmanager
def _text_file(out: Path) -> Iterator[TextIO]:
    if out in STDOUT:
        stream = TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
        try:
            yield stream
        finally:
            stream.detach()  # and flushed; closing it would close standard output
        return
    with whole_file(out) as unfinished, unfinished.open("w", encoding="utf-8") as file:
        yield file


def _named(out: Path) -> Path:
    if out in STDOUT:
        raise WrongUsage("this format is not for standard output: name what to write")
    return out


def _tmx(found: Iterator[Segment], out: Path) -> int:
    with _text_file(out) as file:
        return write_tmx(found, file, version=version("kalla"))


def _tsv(found: Iterator[Segment], out: Path) -> int:
    with _text_file(out) as file:
        return write_tsv(found, file)


def _jsonl(found: Iterator[Segment], out: Path) -> int:
    with _text_file(out) as file:
        return write_jsonl(found, file)


def _ces(found: Iterator[Segment], out: Path) -> int:
    with whole_folder(_named(out)) as unfinished:
        return write_ces(found, unfinished)


def _parquet(found: Iterator[Segment], out: Path) -> int:
    with whole_file(_named(out)) as unfinished:
        return write_parquet(found, unfinished)


def moses(collection: Collection, *, out: Path, lang: str, **chosen: Any) -> None:
    """Lines have no room for their language, so the file's name tells it, and all are in one."""
    suffix = language_named(lang)
    if suffix == ORIGINAL:
        raise WrongUsage(f"{suffix} is the originals' language: name one of renderings")

    def write(found: Iterator[Segment], out: Path) -> int:
        stem = _named(out).name
        with (
            _text_file(out.with_name(f"{stem}.{ORIGINAL}")) as originals,
            _text_file(out.with_name(f"{stem}.{suffix}")) as renderings,
        ):
            return write_moses(found, originals, renderings)

    _written_by(write)(collection, out=out, lang=suffix, **chosen)


tmx, tsv, jsonl, ces, parquet = map(_written_by, (_tmx, _tsv, _jsonl, _ces, _parquet))


def _pages(conn: Connection) -> Iterator[PackagedPage]:
    for capture, article in articles_with_text(conn):
        yield PackagedPage(
            record_id=capture.record_id,
            url=capture.url,
            captured_at=capture.captured_at,
            title=article.title,
            noarchive=article.noarchive,
        )
