"""The browser's applications behind one server: our pages, archived bytes and the player, each at a port."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from archive.errors import BrokenRecord, KallaError, WrongUsage
from archive.web import (
    about,
    captures,
    changes,
    decisions,
    memento,
    overview,
    pairs,
    reports,
    searching,
    stale,
    timeline,
)
from archive.web.guard import Guard, page_policy
from archive.web.memory import memory_for
from archive.web.player import player
from archive.web.replay import replay_app
from archive.web.site import page

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from archive.web.site import Site

ROUTES = {
    "/": overview.overview,
    "/pairs": pairs.pairs,
    "/pair": pairs.pair,
    "/captures": captures.captures,
    "/capture": captures.capture,
    "/record": captures.record,
    "/article": timeline.article,
    "/diff": timeline.diff,
    "/changes": changes.changes,
    "/changes.atom": changes.feed,
    "/due": changes.due,
    "/search": searching.search,
    "/stale": stale.stale,
    "/report": reports.report,
    "/outlets": about.outlets,
    "/unanswered": captures.unanswered,
    "/verify": about.verify,
    "/about": about.about,
    "/timemap/link/{address:path}": memento.timemap,
    "/timegate/{address:path}": memento.timegate,
}


def pages_app(site: Site) -> Starlette:
    routes: list[Route | Mount] = [Route(path, answer) for path, answer in ROUTES.items()]
    if not site.read_only:
        routes.append(Route("/decisions", decisions.decide, methods=["POST"]))
    routes.append(Mount("/static", StaticFiles(packages=[("archive.web", "static")])))
    handlers = {HTTPException: refused, KallaError: failed}
    app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]
    app.state.site = site
    app.state.memory = memory_for(site)
    return app


class ByPort:
    """Hands a request to the application whose port it came in at, behind that port's guard."""

    def __init__(self, apps: Mapping[int, ASGIApp]) -> None:
        self.apps = apps

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.apps[scope["server"][1]](scope, receive, send)


def guarded_apps(site: Site, replay_folder: Path | None) -> dict[int, ASGIApp]:
    """Each application behind its guard, by its port. Raises WrongUsage where the folder has no player."""
    port, replay_port = port_of(site.origin), port_of(site.replay_origin)
    pages = Guard(pages_app(site), port, {"Content-Security-Policy": page_policy(site.replay_origin)})
    apps: dict[int, ASGIApp] = {port: pages, replay_port: Guard(replay_app(site), replay_port, {})}
    if replay_folder and site.player_origin:
        player_port = port_of(site.player_origin)
        apps[player_port] = Guard(player(replay_folder), player_port, {})
    return apps


def port_of(origin: str) -> int:
    return int(origin.rpartition(":")[2])


def refused(request: Request, error: HTTPException) -> Response:
    if request.url.path == "/favicon.ico":
        return RedirectResponse("/static/kalla.svg")
    unknown = error.detail == HTTPStatus.NOT_FOUND.phrase
    what = f"There is no page at {request.url.path}; the menu above names all there are."
    return page(
        request, "refused.html", status=error.status_code, what=what if unknown else error.detail, advice=None
    )


def failed(request: Request, error: KallaError) -> Response:
    advice = "kalla verify" if isinstance(error, BrokenRecord) else None
    status = 400 if isinstance(error, WrongUsage) else 500
    return page(request, "refused.html", status=status, what=str(error), advice=advice)
