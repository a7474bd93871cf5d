"""Captures by address, time, status, type, state and language: what `kalla ls` asks of the catalog."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, func, or_, select

from archive.catalog.tables import article, capture, check
from archive.model import Capture
from archive.outlets.registry import outlet_for_url

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from typing import Literal

    from archive.model import State
    from archive.outlets.outlet import Outlet

FEW = 500
_BY_URL = (capture.c.url, capture.c.captured_at, capture.c.record_id)
_ROWS_AT_ONCE = 200
_STATUS = re.compile(r"[0-9](xx|[0-9][0-9x])", re.IGNORECASE)
_WILD = re.compile(r"[*?[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureQuery:
    """Which captures are meant: `glob` is of the whole URL.

    `state` is that of the look that rests on the capture, `lang` that of its text: only a catalog knows them.
    """

    glob: str = "*"
    statuses: range | None = None
    since: datetime | None = None
    until: datetime | None = None
    type: Literal["response", "revisit"] | None = None
    outlet: Outlet | None = None
    state: State | None = None
    lang: str | None = None

    def holds(self, one: Capture) -> bool:
        if self.type not in {None, one.type} or (self.outlet and outlet_for_url(one.url) != self.outlet):
            return False
        if (self.since and one.captured_at < self.since) or (self.until and one.captured_at >= self.until):
            return False
        has_status = self.statuses is None or one.status in self.statuses
        return has_status and fnmatchcase(one.url, self.glob)


def statuses_named(text: str) -> range | None:
    """The statuses that a number like 404 or a class like 4xx names; None where the text is neither."""
    if not _STATUS.fullmatch(text):
        return None
    first = int(text.lower().replace("x", "0"))
    return range(first, first + 10 ** text.lower().count("x"))


def with_status(query: Select[Any], statuses: range) -> Select[Any]:
    return query.where(capture.c.status.between(statuses.start, statuses.stop - 1))


def captures_found(conn: Connection, wanted: CaptureQuery) -> Iterator[Capture]:
    """The captures that are meant, by URL and time.

    The catalog leaves out what it can, so that a page of a long listing is soon there; `holds` has the word.
    """
    query = _told(_addressed(_timed(select(capture), wanted), wanted), wanted)
    if wanted.statuses or wanted.type:
        kind = _of_kind(_timed(select(capture.c.record_id), wanted), wanted)
        ids = list(conn.scalars(kind.limit(FEW)))
        # A few are named; of many, the first are soon met on the way through all URLs.
        query = query.where(capture.c.record_id.in_(ids)) if len(ids) < FEW else _of_kind(query, wanted)
    rows = conn.execute(query.order_by(*_BY_URL).execution_options(yield_per=_ROWS_AT_ONCE))
    yield from filter(wanted.holds, (Capture(**row._mapping) for row in rows))


def _timed(query: Select[Any], wanted: CaptureQuery) -> Select[Any]:
    if wanted.since:
        query = query.where(capture.c.captured_at >= wanted.since)
    if wanted.until:
        query = query.where(capture.c.captured_at < wanted.until)
    return query


def _of_kind(query: Select[Any], wanted: CaptureQuery) -> Select[Any]:
    if wanted.statuses:
        query = with_status(query, wanted.statuses)
    return query.where(capture.c.type == wanted.type) if wanted.type else query


def _told(query: Select[Any], wanted: CaptureQuery) -> Select[Any]:
    if wanted.state:
        looks = select(check.c.record_id).where(check.c.state == wanted.state, check.c.record_id.is_not(None))
        query = query.where(capture.c.record_id.in_(looks))
    if wanted.lang:
        repeated = func.coalesce(capture.c.refers_to, capture.c.record_id)
        text = select(article.c.record_id).where(
            article.c.record_id == repeated, article.c.lang == wanted.lang
        )
        query = query.where(text.exists())
    return query


def _addressed(query: Select[Any], wanted: CaptureQuery) -> Select[Any]:
    """With what LIKE can say of the URL: the texts between the wildcards, in their order."""
    if wanted.outlet:
        hosts = (capture.c.url.contains(f"//{host}", autoescape=True) for host in wanted.outlet.hosts)
        query = query.where(or_(*hosts))
    if not _WILD.search(wanted.glob):
        return query.where(capture.c.url == wanted.glob)
    before_brackets = wanted.glob.partition("[")[0]
    for text in filter(None, re.split(r"[*?]", before_brackets)):
        query = query.where(capture.c.url.contains(text, autoescape=True))
    return query
