"""`kalla due`: what the next `scrapy crawl refetch` will look at, and why then."""

from __future__ import annotations

from datetime import UTC, datetime
from heapq import merge
from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.catalog.plans import due_plans, first_plans, next_plans
from archive.cli.addresses import address_named, time_named
from archive.cli.printing import echo, echo_json, echo_table
from archive.errors import WrongUsage
from archive.model import time_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

    from archive.collection import Collection
    from archive.fetch_schedule import FetchSchedule
    from archive.model import Json


def due(
    collection: Collection, at: str | None, explained: str | None, *, everything: bool, as_json: bool
) -> None:
    now = time_named(at) if at else datetime.now(UTC)
    with reading(collection.existing_catalog()) as conn:
        if explained:
            _explain(conn, explained, now, as_json=as_json)
        elif everything:
            plans = merge(
                first_plans(conn), next_plans(conn, now), key=lambda plan: (plan.next_due, plan.url)
            )
            none = "nothing is watched yet: `kalla import PATH…` brings in renderings, and what they cite is"
            _show(plans, nothing=none, as_json=as_json)
        else:
            none = "nothing is due; `kalla due --all` lists what will be, and when"
            _show(due_plans(conn, now), nothing=none, as_json=as_json)


def _explain(conn: Connection, url: str, now: datetime, *, as_json: bool) -> None:
    from archive.catalog.histories import histories  # noqa: PLC0415  # a list needs none of these
    from archive.cli.explanation import explain  # noqa: PLC0415
    from archive.fetch_schedule import schedule  # noqa: PLC0415

    history = next(histories(conn, [address_named(conn, url)]), None)
    if history is None:
        raise WrongUsage(f"{url} is not looked at any more: no rendering cites it, and nobody confirmed it")
    if as_json:
        echo_json(_json(schedule(history, now)))
    else:
        echo(explain(history, now))


def _show(plans: Iterable[FetchSchedule], *, nothing: str, as_json: bool) -> None:
    if as_json:
        for plan in plans:
            echo_json(_json(plan))
    else:
        echo_table(_lines(plans), nothing=nothing)


def _json(plan: FetchSchedule) -> dict[str, Json]:
    return {
        "url": plan.url,
        "next_due": time_text(plan.next_due),
        "why": plan.why,
        "last_checked": time_text(plan.last_checked),
        "conditional": plan.conditional,
    }


def _lines(plans: Iterable[FetchSchedule]) -> Iterator[tuple[str, ...]]:
    yield ("DUE (UTC)", "LAST CHECKED", "WHY", "URL")
    for plan in plans:
        last = f"{plan.last_checked:%Y-%m-%d %H:%M}" if plan.last_checked else "never"
        yield (f"{plan.next_due:%Y-%m-%d %H:%M}", last, plan.why.replace("_", " "), plan.url)
