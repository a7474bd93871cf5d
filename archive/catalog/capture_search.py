"""Captures by address, time, status, type, state and language, as terminal and browser ask for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, func, or_, select

from archive.catalog.tables import article, capture, check
from archive.model import Capture
from archive.outlets.registry import outlet_for_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from archive.model import State
    from archive.outlets.outlet import Outlet

FEW = 500
_BY_URL = (capture.c.url, capture.c.captured_at, capture.c.record_id)
_ROWS_AT_ONCE = 200
_STATUS = re.compile(r"[0-9](xx|[0-9][0-9x])", re.IGNORECASE)
_WILD = re.compile(r"[*?[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureQuery:
    """Which captures are meant: `glob` is of the whole URL, `words` stand anywhere in it.

    `state` is that of the look that rests on the capture, `lang` that of its text: only a catalog knows
    them, and only a catalog is asked for `words`.
    """

    glob: str = "*"
    words: str | None = None
    statuses: range | None = None
    since: datetime | None = None
    until: datetime | None = None
    type: str | None = None
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


def captures_found(conn: Connection, wanted: CaptureQuery) -> Iterator[Capture]:
    """The captures that are meant, by URL and time."""
    query = with_conditions(conn, select(capture), wanted).order_by(*_BY_URL)
    rows = conn.execute(query.execution_options(yield_per=_ROWS_AT_ONCE))
    yield from filter(wanted.holds, (Capture(**row._mapping) for row in rows))


def with_conditions(conn: Connection, query: Select[Any], wanted: CaptureQuery) -> Select[Any]:
    """The query without what the catalog can leave out, so that a page of a long listing is soon there.

    Of `glob` and `outlet`, `holds` has the last word.
    """
    return query.where(
        *_named_if_few(conn, capture.c.record_id, _of_kind(wanted)),
        *_named_if_few(conn, capture.c.url, _of_words(wanted)),
        *_of_address(wanted),
        *_of_texts(wanted),
    )


def _named_if_few(
    conn: Connection, column: Column[str], conditions: Iterable[ColumnElement[bool]]
) -> Iterator[ColumnElement[bool]]:
    """What fits is named if it is little; of much, the first is soon met on the way through all."""
    if fits := list(conditions):
        names = list(conn.scalars(select(column).where(*fits).distinct().limit(FEW)))
        yield column.in_(names) if len(names) < FEW else and_(*fits)


def _of_kind(wanted: CaptureQuery) -> Iterator[ColumnElement[bool]]:
    if wanted.since:
        yield capture.c.captured_at >= wanted.since
    if wanted.until:
        yield capture.c.captured_at < wanted.until
    if wanted.statuses is not None:
        yield capture.c.status.between(wanted.statuses.start, wanted.statuses.stop - 1)
    if wanted.type:
        yield capture.c.type == wanted.type


def _of_words(wanted: CaptureQuery) -> Iterator[ColumnElement[bool]]:
    if wanted.words:
        yield capture.c.url.contains(wanted.words, autoescape=True)


def _of_address(wanted: CaptureQuery) -> Iterator[ColumnElement[bool]]:
    """What LIKE can say of the URL: the texts between the wildcards, in any order."""
    if wanted.outlet:
        yield or_(*(capture.c.url.contains(f"//{host}", autoescape=True) for host in wanted.outlet.hosts))
    if not _WILD.search(wanted.glob):
        yield capture.c.url == wanted.glob
        return
    before_brackets = wanted.glob.partition("[")[0]
    for text in filter(None, re.split(r"[*?]", before_brackets)):
        yield capture.c.url.contains(text, autoescape=True)


def _of_texts(wanted: CaptureQuery) -> Iterator[ColumnElement[bool]]:
    if wanted.state:
        looks = select(check.c.record_id).where(check.c.state == wanted.state, check.c.record_id.is_not(None))
        yield capture.c.record_id.in_(looks)
    if wanted.lang:
        repeated = func.coalesce(capture.c.refers_to, capture.c.record_id)
        text = article.c.record_id == repeated, article.c.lang == wanted.lang
        yield select(article.c.record_id).where(*text).exists()
