"""Checks: what the looks at a URL say together, from the first to the last.

A history is always derived whole, by the same rules for every look in it: an upgrade of the extractor or of
a rule tells all of it anew and never looks like an edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.captures import capture_with_id
from archive.catalog.checks import LoggedCheck, put_checks, urls_led_astray, urls_to_check, watched_urls
from archive.catalog.engine import reading, writing
from archive.catalog.looks import looks_at
from archive.change.states import Past, next_check
from archive.derive.pairs import pairs_of_original
from archive.derive.sightings import Sights

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from archive.collection import Collection


def derived_checks(
    collection: Collection, engine: Engine, urls: Iterable[str] | None = None
) -> Iterator[list[LoggedCheck]]:
    """The history of each of these URLs, or of all that are watched, once it is in the catalog.

    Raises BrokenRecord.
    """
    if urls is None:
        with reading(engine) as conn:
            urls = sorted(watched_urls(conn))
    for url in urls:
        with writing(engine) as conn:
            told = history_of(conn, collection.root, url)
            put_checks(conn, url, told)
        yield told


def derived_leftovers(collection: Collection, engine: Engine, since: datetime | None = None) -> list[str]:
    """Tell the histories that lack what was tried last, and pair anew whatever cites them; their URLs.

    With `since` also those of late whose redirects ended nowhere: two URLs may share the hop that answered.
    """
    with reading(engine) as conn:
        urls = sorted({*urls_to_check(conn), *(urls_led_astray(conn, since) if since else ())})
    for _ in derived_checks(collection, engine, urls):
        pass
    for url in urls:
        pairs_of_original(engine, url)
    return urls


def history_of(conn: Connection, root: Path, url: str) -> list[LoggedCheck]:
    """The checks of a URL as its captures and outcomes tell them now."""
    sights = Sights(root=root, conn=conn)
    past = Past()
    told = []
    for number, look in enumerate(looks_at(conn, url)):
        check, past = next_check(sights.of(look), past)
        told.append(
            LoggedCheck(
                url=url,
                number=number,
                check=check,
                landed_on=look.landed_on,
                good_record_id=_good_record(conn, past),
            )
        )
    return told


def _good_record(conn: Connection, past: Past) -> str | None:
    """The response with the last good text; where that came as a revisit, the one it refers to."""
    if past.good is None or past.good.record_id is None:
        return None
    found = capture_with_id(conn, past.good.record_id)
    return found.body_record if found else None
