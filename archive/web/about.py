"""What the archive is and what it proves: the outlets, the check of the files, and the limits of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.responses import StreamingResponse

from archive.catalog.counts import outlet_counts
from archive.export.wording import NOT_PROVED, POLICY, PROVED
from archive.outlets.registry import all_sites
from archive.verification import verified
from archive.warc.places import closed_warcs, open_warcs
from archive.warc.verification.ledger import Ledger
from archive.web.listing import Table, listing_page
from archive.web.site import page, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection
    from starlette.requests import Request
    from starlette.responses import Response

    from archive.catalog.keyset import Slice
    from archive.warc.verification.finding import Finding
    from archive.web.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    """A site that a crawl asks; `delay` is in seconds, between two requests to one host."""

    name: str
    title: str
    hosts: str
    delay: float
    cited: int


def outlets(request: Request) -> Response:
    def rows(conn: Connection, part: Slice) -> list[OutletRow]:
        cited = outlet_counts(conn)
        offset, limit = part.numbers()
        return [
            OutletRow(
                name=site.name,
                title=site.title,
                hosts=", ".join(sorted(site.hosts)),
                delay=site.delay,
                cited=cited.get(site.name, 0),
            )
            for site in all_sites()[offset : None if limit is None else offset + limit]
        ]

    return listing_page(request, "outlets.html", Table(row_type=OutletRow, rows=rows))


def verify(request: Request) -> Response:
    """With `run=yes` the check is made, and its findings are sent as they are found."""
    site = site_of(request)
    values = {"site": site, "here": request.url, "query": request.query_params}
    if request.query_params.get("run") != "yes":
        return page(request, "verify.html", running=False, findings=(), ledger=Ledger())
    ledger = Ledger()
    pieces = site.templates.get_template("verify.html").generate(
        running=True, findings=_findings(site, ledger), ledger=ledger, **values
    )
    return StreamingResponse(pieces, media_type="text/html")


def _findings(site: Site, ledger: Ledger) -> Iterator[Finding]:
    yield from verified(site.collection, ledger)


def about(request: Request) -> Response:
    root = site_of(request).collection.root
    return page(
        request,
        "about.html",
        proved=PROVED,
        not_proved=NOT_PROVED,
        policy=POLICY,
        closed=len(closed_warcs(root)),
        open=len(open_warcs(root)),
    )
