"""ReplayWeb.page, where a person has fetched it: its files and the package beside them, by byte ranges too.

It runs the archived scripts, so it has an origin of its own: all they can read there is the package that they
come from. Its licence keeps it out of ours.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, HTMLResponse
from starlette.routing import Route

from archive.errors import WrongUsage

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

NEEDED = ("ui.js", "sw.js")
PACKAGE = "collection.wacz"
TYPES = {".js": "text/javascript", ".wacz": "application/zip", ".html": "text/html"}
# What it plays may load nothing from outside this origin; no policy keeps a script from leading elsewhere.
POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:; "
    "form-action 'self'; frame-ancestors 'self'"
)
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Replay</title>
<style>html, body, replay-web-page {{ height: 100%; margin: 0; display: block }}</style>
<script src="ui.js"></script>
<replay-web-page source="{source}" url="{url}" ts="{ts}" replaybase="/replay/" embed="replayonly">
</replay-web-page>
</html>
"""


def player(folder: Path) -> Starlette:
    """Serves the folder's files. Raises WrongUsage where ReplayWeb.page is not in it."""
    missing = [name for name in (*NEEDED, PACKAGE) if not (folder / name).is_file()]
    if missing:
        raise WrongUsage(f"{folder} lacks {', '.join(missing)}: docs/browser.md says where they come from")
    files = {found.name: found for found in folder.iterdir() if found.suffix in TYPES and found.is_file()}

    def file(request: Request) -> Response:
        found = files.get(request.path_params["name"])
        if found is None:
            raise HTTPException(404, "There is no such file.")
        headers = {"Content-Security-Policy": POLICY}
        return FileResponse(found, media_type=TYPES[found.suffix], headers=headers)

    return Starlette(routes=[Route("/replay/", start), Route("/replay/{name}", file)])


def start(request: Request) -> Response:
    """The page that plays the package, at the URL and the 14 digits of time that its address names."""
    wanted = {name: escape(request.query_params.get(name, "")) for name in ("url", "ts")}
    markup = PAGE.format(source=PACKAGE, **wanted)
    return HTMLResponse(markup, headers={"Content-Security-Policy": POLICY})


def player_link(origin: str, url: str, timestamp: str) -> str:
    return f"{origin}/replay/?{urlencode({'url': url, 'ts': timestamp})}"
