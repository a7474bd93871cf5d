"""What every page of the browser needs: the collection, its catalog, and the templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from archive.catalog.captures import capture_with_id
from archive.catalog.engine import reading
from archive.catalog.rendering_names import rendering_named
from archive.errors import WrongUsage

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from jinja2 import Environment
    from sqlalchemy import Connection, Engine
    from starlette.requests import Request

    from archive.collection import Collection
    from archive.model import Capture, Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One run of the browser. `origin` serves the pages, `replay_origin` the archived bytes.

    `player_origin` plays them with their scripts, and so has nothing else at it; None without --replay.
    """

    collection: Collection
    engine: Engine
    templates: Environment
    origin: str
    replay_origin: str
    read_only: bool = False
    player_origin: str | None = None

    @property
    def other_origin(self) -> str:
        """The same pages under loopback's other name, which a person may have typed."""
        return self.origin.replace("127.0.0.1", "localhost")

    @property
    def search_index(self) -> Path:
        return self.collection.full_text

    def reading(self) -> AbstractContextManager[Connection]:
        return reading(self.engine)


def site_of(request: Request) -> Site:
    return cast("Site", request.app.state.site)


def page(request: Request, template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    site = site_of(request)
    markup = site.templates.get_template(template).render(
        site=site, here=request.url, query=request.query_params, **values
    )
    return HTMLResponse(markup, status_code=status)


def asked(request: Request, name: str) -> str:
    """A value that the page's address must name."""
    value = request.query_params.get(name)
    if not value:
        raise HTTPException(400, f"The address lacks {name}=….")
    return value


def capture_asked(request: Request, conn: Connection, name: str = "record") -> Capture:
    record_id = asked(request, name)
    found = capture_with_id(conn, record_id)
    if found is None:
        raise HTTPException(404, f"No capture has the record id {record_id}.")
    return found


def rendering_asked(request: Request, conn: Connection, name: str) -> Rendering:
    """The rendering that the address names as the terminal does: by its id, or the beginning of one."""
    try:
        return rendering_named(conn, asked(request, name))
    except WrongUsage as error:
        raise HTTPException(404, f"{str(error)[:1].upper()}{str(error)[1:]}") from error
