"""Reports to hand on, made as `kalla report` makes them and sent as a file."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from archive.export.report import report_html, report_on_pair, report_on_url
from archive.web.site import asked, rendering_asked, site_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def report(request: Request) -> Response:
    """The report on the rendering that `pair=` names, or on `url=`."""
    site = site_of(request)
    with site.reading() as conn:
        if request.query_params.get("pair"):
            found = report_on_pair(conn, site.collection.root, rendering_asked(request, conn, "pair").id)
        else:
            found = report_on_url(conn, site.collection.root, asked(request, "url"))
    markup = report_html(found, made_at=datetime.now(UTC), software=f"Källa {version('kalla')}")
    return HTMLResponse(markup, headers={"Content-Disposition": 'attachment; filename="kalla-report.html"'})
