"""`kalla due`: what the next `scrapy crawl refetch` will look at, and why then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.catalog.histories import all_watched, histories
from archive.cli.addresses import address_named, time_named
from archive.cli.printing import echo, echo_json, echo_table
from archive.fetch_schedule import due as due_by
from archive.fetch_schedule import explain, schedule
from archive.model import time_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.collection import Collection
    from archive.fetch_schedule import FetchSchedule


def due(
    collection: Collection, at: str | None, explained: str | None, *, everything: bool, as_json: bool
) -> None:
    now = time_named(at) if at else datetime.now(UTC)
    with reading(collection.existing_catalog()) as conn:
        if explained:
            (history,) = histories(conn, [address_named(conn, explained)])
            plans = [schedule(history, now)]
            if not as_json:
                echo(explain(history, now))
                return
        elif everything:
            plans = sorted(
                (schedule(one, now) for one in all_watched(conn)), key=lambda plan: (plan.next_due, plan.url)
            )
        else:
            plans = due_by(all_watched(conn), now)
    if as_json:
        for plan in plans:
            echo_json(
                {
                    "url": plan.url,
                    "next_due": time_text(plan.next_due),
                    "why": plan.why,
                    "last_checked": time_text(plan.last_checked),
                    "conditional": plan.conditional,
                }
            )
    else:
        echo_table(_lines(plans), nothing="nothing is due; `kalla due --all` lists what will be, and when")


def _lines(plans: Iterable[FetchSchedule]) -> Iterator[tuple[str, ...]]:
    yield ("DUE (UTC)", "LAST CHECKED", "WHY", "URL")
    for plan in plans:
        last = f"{plan.last_checked:%Y-%m-%d %H:%M}" if plan.last_checked else "never"
        yield (f"{plan.next_due:%Y-%m-%d %H:%M}", last, plan.why.replace("_", " "), plan.url)
