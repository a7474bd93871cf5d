"""A long table as a page of it, as CSV or as JSON: the rows are the same, and never all held at once."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from archive.catalog.keyset import Slice, key_of
from archive.web.site import page, site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection
    from starlette.requests import Request

    from archive.catalog.keyset import Key

# What an address says of the place in a table rather than of the table.
PLACES = frozenset({"after", "before", "day", "format"})
PER_PAGE = 50
# A spreadsheet takes a cell that begins so for a formula, and titles are strangers' (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose rows are read a part at a time.

    `key` names a row's place; without one the rows are numbered, which is for tables that are ranked anew at
    every asking. `by_day` says that the key begins with a time and the latest rows come first.
    """

    row_type: type[DataclassInstance]
    rows: Callable[[Connection, Slice], Iterable[DataclassInstance]]
    key: Callable[[Any], Key] | None = None
    by_day: bool = False
    per_page: int = PER_PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a table, and the addresses of its neighbours, its ends and its other forms.

    `day` is the day that the page was asked to begin at. `chosen` is what else the address says of the table.
    """

    rows: Sequence[Any]
    first: str | None
    previous: str | None
    next: str | None
    last: str | None
    csv: str
    json: str
    day: str
    chosen: Sequence[tuple[str, str]]


def listing_page(request: Request, template: str, table: Table, **values: Any) -> Response:
    """The table in the form that `format=` asks for: csv, json, or a page of it by default."""
    form = request.query_params.get("format", "html")
    if form not in FORMS:
        with site_of(request).reading() as conn:
            listing = _listing(request, conn, table)
        return page(request, template, listing=listing, **values)
    media_type, write = FORMS[form]

    def pieces() -> Iterator[str]:
        with site_of(request).reading() as conn:
            yield from write(table.row_type, (asdict(row) for row in table.rows(conn, Slice())))

    name = request.url.path.strip("/").replace("/", "-")
    return StreamingResponse(
        pieces(),
        media_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="kalla-{name}.{form}"'},
    )


def csv_pieces(row_type: type[DataclassInstance], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(row_type.__dataclass_fields__))
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def json_pieces(_row_type: type[DataclassInstance], rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False, default=_text)
    yield "\n]\n"


FORMS = {"csv": ("text/csv", csv_pieces), "json": ("application/json", json_pieces)}


def _cell(value: Any) -> Any:
    text = "" if value is None else _text(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text


def _text(value: Any) -> str:
    return value.isoformat().replace("+00:00", "Z") if hasattr(value, "isoformat") else str(value)


def _listing(request: Request, conn: Connection, table: Table) -> Listing:
    asked = _part_asked(request, table.per_page + 1, by_day=table.by_day)
    found = list(table.rows(conn, asked))
    if asked.is_backward and len(found) <= table.per_page:
        # It reaches the beginning: then it is the first page, and a whole one.
        asked = Slice(limit=asked.limit)
        found = list(table.rows(conn, asked))
    more = len(found) > table.per_page
    rows = found[-table.per_page :] if asked.is_backward else found[: table.per_page]
    has_previous = more if asked.is_backward else asked.after is not None
    has_next = bool(asked.before) if asked.is_backward else more

    def address(**changed: Any) -> str:
        return f"?{urlencode([*chosen, *changed.items()], doseq=True)}"

    chosen = [one for one in request.query_params.multi_items() if one[0] not in PLACES and one[1]]
    ends = _ends(table, asked, rows)
    return Listing(
        rows=rows,
        first=address() if has_previous else None,
        previous=address(before=ends[0]) if has_previous else None,
        next=address(after=ends[1]) if has_next else None,
        last=address(before="") if has_next and table.key else None,
        csv=address(format="csv"),
        json=address(format="json"),
        day=request.query_params.get("day", ""),
        chosen=chosen,
    )


def _ends(table: Table, asked: Slice, rows: Sequence[Any]) -> tuple[Key, Key]:
    """The keys of the first row and of the last; behind the end of the table, where there is none."""
    if not rows:
        return ("",), ("",)
    if table.key:
        return table.key(rows[0]), table.key(rows[-1])
    offset, limit = asked.numbers()
    skipped = (limit or 0) - len(rows) if asked.is_backward else 0
    return key_of([offset + skipped + 1]), key_of([offset + skipped + len(rows)])


def _part_asked(request: Request, limit: int, *, by_day: bool) -> Slice:
    query = request.query_params
    if by_day and query.get("day"):
        return Slice(limit=limit, after=_end_of_day(query["day"]))
    if "before" in query:
        neighbour = tuple(query.getlist("before"))
        return Slice(limit=limit, before=() if neighbour == ("",) else neighbour)
    return Slice(limit=limit, after=tuple(query.getlist("after")) or None)


def _end_of_day(text: str) -> Key:
    """The first moment (UTC) after the day: the rows of the day come next, the latest first."""
    try:
        end = date.fromisoformat(text) + timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise HTTPException(400, "day= takes a day like 2026-03-01.") from error
    return key_of([datetime.combine(end, time(), UTC)])
