"""Checks in the catalog: what every look at an original or at a rendering's page said, in order.

They are derived from the captures whole, a URL at a time, so that the last one never contradicts the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from archive.catalog.tables import capture, check, original, outcome, rendering_record, standing
from archive.model import SEEN, UNOBSERVED, Check
from archive.outlets.watched import watched_address

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedCheck:
    """A check as the history of its URL has it.

    `number` counts from 0. `landed_on` is where redirects led, if anywhere. `good_record_id` is the response
    that holds the last good text as of this check; it is never a suspect page's.
    """

    url: str
    number: int
    check: Check
    landed_on: str | None = None
    good_record_id: str | None = None


def put_checks(conn: Connection, url: str, logged: Sequence[LoggedCheck]) -> None:
    """Put the whole history of a URL in the place of the one that was there."""
    from archive.catalog.standings import put_standings  # noqa: PLC0415  # only who writes waits for the schedule

    conn.execute(delete(check).where(check.c.url == url))
    conn.execute(delete(standing).where(standing.c.url == url))
    if logged:
        conn.execute(insert(check), [_values(one) for one in logged])
        put_standings(conn, [url])


def checks_of(conn: Connection, url: str) -> list[LoggedCheck]:
    """The history of a URL, oldest first."""
    query = select(check).where(check.c.url == url).order_by(check.c.number)
    return [logged_check(row) for row in conn.execute(query)]


def last_good_record(conn: Connection, url: str) -> str | None:
    """The response with the last good text of a URL; None where none was ever seen."""
    query = select(check.c.good_record_id).where(check.c.url == url).order_by(check.c.number.desc()).limit(1)
    return conn.scalar(query)


def was_seen(conn: Connection, url: str) -> bool:
    """Whether any look at the URL showed an article."""
    query = select(check.c.number).where(check.c.url == url, check.c.state.in_(SEEN))
    return conn.scalar(query.limit(1)) is not None


def rendering_pages(conn: Connection) -> list[str]:
    """The pages of the aggregator that renderings were read from, under their canonical addresses."""
    page = rendering_record.c.page
    return list(conn.scalars(select(page).where(page.is_not(None)).distinct().order_by(page)))


def watched_urls(conn: Connection) -> set[str]:
    """Every address that has a history or will have one: cited originals and pages of renderings."""
    return {*conn.scalars(select(original.c.url)), *rendering_pages(conn)}


def kept_address(conn: Connection, url: str) -> str | None:
    """The address under which the history of a URL that a person names is kept; None where it has none."""
    watched = watched_address(url)
    if isinstance(watched, str) and is_watched(conn, watched):
        return watched
    return address_landed_on(conn, url)


def address_landed_on(conn: Connection, landed_on: str) -> str | None:
    """The watched URL whose redirects led here, as after a paper was taken over by another."""
    query = select(check.c.url).where(check.c.landed_on == landed_on).order_by(check.c.at.desc()).limit(1)
    return conn.scalar(query)


def is_watched(conn: Connection, url: str) -> bool:
    """Whether a canonical address is a cited original's or a page that a rendering was read from."""
    cited = select(original.c.url).where(original.c.url == url)
    read = select(rendering_record.c.page).where(rendering_record.c.page == url)
    return conn.scalar(cited.union(read).limit(1)) is not None


def urls_to_check(conn: Connection) -> list[str]:
    """Watched URLs at which something was tried that no check tells of yet."""
    last = conn.execute(select(check.c.url, func.max(check.c.at)).group_by(check.c.url))
    told = {row[0]: row[1] for row in last}
    watched = watched_urls(conn)
    tried: set[str] = set()
    for url, at in ((capture.c.url, capture.c.captured_at), (outcome.c.url, outcome.c.at)):
        for tried_url, latest in conn.execute(select(url, func.max(at)).group_by(url)):
            if tried_url in watched and (tried_url not in told or latest > told[tried_url]):
                tried.add(tried_url)
    return sorted(tried)


def urls_led_astray(conn: Connection, since: datetime) -> list[str]:
    """URLs whose redirects ended in no answer since a time: another look may have got the answer."""
    query = select(check.c.url).where(
        check.c.at >= since, check.c.landed_on.is_not(None), check.c.state.in_(UNOBSERVED)
    )
    return sorted(set(conn.scalars(query)))


def logged_check(row: Row[Any]) -> LoggedCheck:
    return LoggedCheck(
        url=row.url,
        number=row.number,
        check=Check(
            at=row.at,
            state=row.state,
            conditional=row.conditional,
            retry_at=row.retry_at,
            between=(row.after, row.before) if row.after and row.before else None,
            record_id=row.record_id,
            compared_with=row.compared_with,
            evidence=row.evidence,
        ),
        landed_on=row.landed_on,
        good_record_id=row.good_record_id,
    )


def _values(logged: LoggedCheck) -> dict[str, Any]:
    told = logged.check
    return {
        "url": logged.url,
        "number": logged.number,
        "at": told.at,
        "state": told.state,
        "conditional": told.conditional,
        "retry_at": told.retry_at,
        "after": told.between[0] if told.between else None,
        "before": told.between[1] if told.between else None,
        "record_id": told.record_id,
        "compared_with": told.compared_with,
        "evidence": dict(told.evidence),
        "landed_on": logged.landed_on,
        "good_record_id": logged.good_record_id,
    }
