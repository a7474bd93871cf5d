"""`kalla changes`: what happened to the originals, and whether their renderings followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.catalog.check_rows import news
from archive.catalog.engine import reading
from archive.cli.addresses import time_named
from archive.cli.printing import echo_json, echo_table
from archive.derive.changes import event_of
from archive.export.change_json import event_json
from archive.export.wording import check_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archive.collection import Collection
    from archive.derive.changes import Event


def changes(collection: Collection, since: str | None, *, atom: bool, as_json: bool, **chosen: bool) -> None:
    wanted = {name for name, is_wanted in chosen.items() if is_wanted}
    with reading(collection.existing_catalog()) as conn:
        # To tell what is stale two texts are aligned, and removals need none of that.
        states = {"removed"} if wanted == {"removed"} else None
        looks = news(conn, time_named(since) if since else None)
        events = (event_of(conn, one) for one in looks if states is None or one.check.state in states)
        found = (event for event in events if not wanted or wanted & _kinds(event))
        if atom:
            from archive.export.change_feed import change_feed  # noqa: PLC0415  # it brings lxml

            click.echo(change_feed(found))
        elif as_json:
            for event in found:
                echo_json(event_json(event))
        else:
            echo_table(_lines(found), nothing="no such change was seen; `kalla due` tells what comes next")


def _kinds(event: Event) -> set[str]:
    """Under which options an event is listed."""
    kinds = {"removed"} if event.logged.check.state == "removed" else set()
    if event.change and event.change.substance:
        kinds.add("substance")
    if any(found.is_stale for found in event.translated):
        kinds.add("stale")
    return kinds


def _lines(found: Iterable[Event]) -> Iterator[tuple[str, ...]]:
    yield ("SEEN (UTC)", "STATE", "SUBSTANCE", "RENDERINGS", "URL", "WHY")
    for event in found:
        told = event.logged.check
        substance = ", ".join(sorted(event.change.substance)) if event.change else ""
        stale = sum(rendering.is_stale for rendering in event.translated)
        followed = f"{stale} of {len(event.translated)} stale" if event.translated else ""
        seen = f"{told.at:%Y-%m-%d %H:%M}"
        yield (seen, told.state, substance, followed, event.logged.url, check_in_words(event.logged))
