"""A long table as a page of it, as CSV or as JSON: the rows are the same, and never all held at once."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from archive.catalog.listings import Slice
from archive.web.site import page, site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from _typeshed import DataclassInstance
    from sqlalchemy import Connection
    from starlette.requests import Request

PER_PAGE = 50
# A spreadsheet takes a cell that begins so for a formula, and titles are strangers' (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a table, and the addresses of its neighbours and of its other forms."""

    rows: Sequence[Any]
    number: int
    previous: str | None
    next: str | None
    csv: str
    json: str


def listing_page(
    request: Request,
    template: str,
    row_type: type[DataclassInstance],
    rows: Callable[[Connection, Slice], Iterable[DataclassInstance]],
    *,
    per_page: int = PER_PAGE,
    **values: Any,
) -> Response:
    """The table in the form that `format=` asks for: csv, json, or a page of it by default."""
    form = request.query_params.get("format", "html")
    if form not in FORMS:
        number = _page_number(request)
        with site_of(request).reading() as conn:
            found = list(rows(conn, Slice(limit=per_page + 1, offset=(number - 1) * per_page)))
            more = {name: value(conn) if callable(value) else value for name, value in values.items()}
        return page(request, template, listing=_listing(request, found, number, per_page), **more)
    media_type, write = FORMS[form]

    def pieces() -> Iterator[str]:
        with site_of(request).reading() as conn:
            yield from write(row_type, (asdict(row) for row in rows(conn, Slice())))

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


def _listing(request: Request, found: list[Any], number: int, per_page: int) -> Listing:
    def address(**changed: Any) -> str:
        query = {**request.query_params, **changed}
        return f"?{urlencode({name: value for name, value in query.items() if value not in {None, ''}})}"

    return Listing(
        rows=found[:per_page],
        number=number,
        previous=address(page=number - 1) if number > 1 else None,
        next=address(page=number + 1) if len(found) > per_page else None,
        csv=address(page=None, format="csv"),
        json=address(page=None, format="json"),
    )


def _page_number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    # Nine digits: what a database takes as an offset.
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) > 0):  # noqa: PLR2004
        raise HTTPException(400, "page= takes a number from 1 on.")
    return int(text)
