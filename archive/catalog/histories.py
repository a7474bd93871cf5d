"""Histories: what the schedule needs to know of every watched URL, read from the catalog in one go."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import Connection, false, func, or_, select

from archive.catalog.tables import check, rendering, rendering_record, standing
from archive.fetch_schedule import History, Standing, Watched
from archive.model import Check
from archive.outlets.editions import edition_at
from archive.vietnam import start_of_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

Known = tuple[datetime, datetime | None]


def histories(conn: Connection, urls: Iterable[str] | None = None) -> Iterator[History]:
    """The history of each of these URLs, or of all that are watched; never fetched ones come last."""
    wanted = None if urls is None else sorted(set(urls))
    known = _known(conn, wanted)
    for url, checks in _checks(conn, wanted):
        if url in known:
            first_seen, published_at = known.pop(url)
            yield History(url=url, first_seen=first_seen, published_at=published_at, checks=checks)
    for url, (first_seen, published_at) in sorted(known.items()):
        yield History(url=url, first_seen=first_seen, published_at=published_at)


def all_watched(conn: Connection) -> Iterator[Watched]:
    """How every URL that is watched stands: a schedule asks for no more, and checks there are many."""
    known = _known(conn, None)
    columns = [standing.c[field] for field in Standing.__dataclass_fields__]
    query = select(standing.c.url, *columns).execution_options(yield_per=1000)
    for url, *values in conn.execute(query):
        if url in known:
            first_seen, published_at = known.pop(url)
            now = Standing(**dict(zip(Standing.__dataclass_fields__, values, strict=True)))
            yield Watched(url=url, first_seen=first_seen, published_at=published_at, standing=now)
    for url, (first_seen, published_at) in known.items():
        yield Watched(url=url, first_seen=first_seen, published_at=published_at)


def _known(conn: Connection, urls: list[str] | None) -> dict[str, Known]:
    return {**_known_originals(conn, urls), **_known_pages(conn, urls)}


def _checks(conn: Connection, urls: list[str] | None) -> Iterator[tuple[str, tuple[Check, ...]]]:
    """The checks of each URL, without what they rest on."""
    columns = (check.c.url, check.c.at, check.c.state, check.c.conditional, check.c.retry_at)
    query = select(*columns).order_by(check.c.url, check.c.number)
    if urls is not None:
        query = query.where(check.c.url.in_(urls))
    rows = conn.execute(query.execution_options(yield_per=1000))
    for url, of_url in groupby(rows, key=itemgetter(0)):
        yield (
            url,
            tuple(
                Check(at=at, state=state, conditional=conditional, retry_at=retry_at)
                for _, at, state, conditional, retry_at in of_url
            ),
        )


def _known_originals(conn: Connection, urls: list[str] | None) -> dict[str, Known]:
    """When each citation was found, and when the article was published as page or rendering tell it."""
    cited = (
        select(rendering.c.original_url, func.min(rendering_record.c.at), func.min(rendering.c.published_on))
        .join(rendering_record, rendering_record.c.rendering_id == rendering.c.id)
        .where(rendering.c.original_url.is_not(None))
        .group_by(rendering.c.original_url)
    )
    dated = select(standing.c.url, standing.c.published_at).where(standing.c.published_at.is_not(None))
    if urls is not None:
        cited = cited.where(rendering.c.original_url.in_(urls))
        dated = dated.where(standing.c.url.in_(urls))
    on_the_page = {row[0]: row[1] for row in conn.execute(dated)}
    return {
        url: (first_seen, on_the_page.get(url) or _midnight(day))
        for url, first_seen, day in conn.execute(cited)
    }


def _known_pages(conn: Connection, urls: list[str] | None) -> dict[str, Known]:
    """The same of the renderings' own pages; each may have been brought in under several spellings."""
    records = (
        select(rendering_record.c.source, rendering_record.c.at, rendering_record.c.published_on)
        .where(rendering_record.c.source.startswith("http"))
        .order_by(rendering_record.c.at.desc(), rendering_record.c.record_id)
    )
    if urls is not None:
        slugs = [edition.slug for url in urls if (edition := edition_at(url))]
        source = rendering_record.c.source
        records = records.where(or_(false(), *(source.contains(slug, autoescape=True) for slug in slugs)))
    return {
        edition.url: (first_seen, _midnight(day))
        for source, first_seen, day in conn.execute(records)
        if (edition := edition_at(source)) and (urls is None or edition.url in urls)
    }


def _midnight(day: date | None) -> datetime | None:
    """The beginning, in Vietnam, of a day whose hour is not known."""
    return start_of_day(day) if day else None
