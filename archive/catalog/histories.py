"""Histories: the checks of watched URLs, and since when each is known, read from the catalog in one go."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from archive.catalog.tables import check, decision, rendering, rendering_record, standing
from archive.fetch_schedule import History
from archive.model import Check
from archive.vietnam import start_of_day

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

FirstSight = tuple[datetime, datetime | None]


def histories(conn: Connection, urls: Collection[str] | None = None) -> Iterator[History]:
    """The history of each of these URLs, or of all that are watched; never fetched ones come last."""
    known, dated = first_sights(conn, urls), _dates_kept(conn, urls)
    for url, checks in checks_told(conn, urls):
        if url in known:
            first_seen, day = known.pop(url)
            yield History(url=url, first_seen=first_seen, published_at=dated.get(url, day), checks=checks)
    for url, (first_seen, day) in sorted(known.items()):
        yield History(url=url, first_seen=first_seen, published_at=day)


def checks_told(
    conn: Connection, urls: Collection[str] | None = None
) -> Iterator[tuple[str, tuple[Check, ...]]]:
    """The checks of each URL that has any, without what they rest on."""
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


def first_sights(conn: Connection, urls: Collection[str] | None = None) -> dict[str, FirstSight]:
    """Of each watched URL when its citation or itself was found first, and the day of its publication.

    That day is the renderings' word, as the time at which it began in Vietnam.
    """
    return {
        **_originals_confirmed(conn, urls),
        **_originals_seen(conn, urls),
        **_pages_seen(conn, urls),
    }


def _originals_seen(conn: Connection, urls: Collection[str] | None) -> dict[str, FirstSight]:
    cited = (
        select(rendering.c.original_url, func.min(rendering_record.c.at), func.min(rendering.c.published_on))
        .join(rendering_record, rendering_record.c.rendering_id == rendering.c.id)
        .where(rendering.c.original_url.is_not(None))
        .group_by(rendering.c.original_url)
    )
    if urls is not None:
        cited = cited.where(rendering.c.original_url.in_(urls))
    return {url: (first_seen, _midnight(day)) for url, first_seen, day in conn.execute(cited)}


def _originals_confirmed(conn: Connection, urls: Collection[str] | None) -> dict[str, FirstSight]:
    """The same of what a person says is an original, though no rendering need cite it."""
    said = (
        select(decision.c.url, func.min(decision.c.at)).where(decision.c.confirmed).group_by(decision.c.url)
    )
    if urls is not None:
        said = said.where(decision.c.url.in_(urls))
    return {url: (first_said, None) for url, first_said in conn.execute(said)}


def _pages_seen(conn: Connection, urls: Collection[str] | None) -> dict[str, FirstSight]:
    """The same of the renderings' own pages; each may have been brought in under several spellings."""
    page = rendering_record.c.page
    records = (
        select(page, rendering_record.c.at, rendering_record.c.published_on)
        .where(page.is_not(None) if urls is None else page.in_(urls))
        .order_by(rendering_record.c.at.desc(), rendering_record.c.record_id)
    )
    return {url: (first_seen, _midnight(day)) for url, first_seen, day in conn.execute(records)}


def _dates_kept(conn: Connection, urls: Collection[str] | None) -> dict[str, datetime]:
    """What articles say of their publication."""
    dated = select(standing.c.url, standing.c.published_at).where(standing.c.published_at.is_not(None))
    if urls is not None:
        dated = dated.where(standing.c.url.in_(urls))
    return dict(conn.execute(dated).all())


def _midnight(day: date | None) -> datetime | None:
    """The beginning, in Vietnam, of a day whose hour is not known."""
    return start_of_day(day) if day else None
