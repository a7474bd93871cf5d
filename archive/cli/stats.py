"""`kalla stats`: how much there is of what, and when it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.catalog.engine import reading
from archive.catalog.listings import captures_by_day, collection_counts, outlet_counts, verdict_counts
from archive.cli.printing import echo_json
from archive.warc.places import all_warcs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archive.collection import Collection

BARS = " ▁▂▃▄▅▆▇█"
WIDEST_BAR = 40
DAYS_SHOWN = 60


def stats(collection: Collection, *, as_json: bool) -> None:
    with reading(collection.existing_catalog()) as conn:
        counts, days = collection_counts(conn), captures_by_day(conn)
        verdicts, outlets = verdict_counts(conn), outlet_counts(conn)
    files = [path.stat().st_size for path in all_warcs(collection.root)]
    sizes = {"warc_files": len(files), "warc_bytes": sum(files)}
    if as_json:
        echo_json(
            {**counts, **sizes, "verdicts": dict(verdicts), "outlets": dict(outlets), "days": dict(days)}
        )
        return
    for name, count in counts.items():
        click.echo(f"{name:12} {count:>9,}")
    click.echo(f"{'WARC files':12} {sizes['warc_files']:>9,}  {sizes['warc_bytes'] / 1e6:,.1f} MB")
    _echo_bars("verdicts", verdicts)
    _echo_bars("originals cited, by outlet", outlets)
    if days:
        shown = days[-DAYS_SHOWN:]
        click.echo(f"\ncaptures a day, {shown[0][0]} to {shown[-1][0]}\n  {sparkline([n for _, n in shown])}")


def sparkline(values: list[int]) -> str:
    """One character a value, as high as it is great; nothing is a space, and something never is."""
    most = max(values, default=0) or 1
    return "".join(BARS[-(-value * (len(BARS) - 1) // most)] for value in values)


def _echo_bars(title: str, counts: Mapping[str, int]) -> None:
    click.echo(f"\n{title}")
    most = max(counts.values(), default=0) or 1
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        click.echo(f"  {name:12} {count:>9,}  {'█' * max(round(WIDEST_BAR * count / most), 1)}")
