"""web.archive.org as played: CDX lookups, TimeMaps (RFC 7089) and raw captures of originals that are gone.

The shapes are the Wayback Machine's: a raw capture is asked for by `id_` behind its timestamp.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from crawler.sampleweb.listings import NOT_FOUND
from crawler.sampleweb.sites.outlets import OUTLET_SITES
from crawler.sampleweb.sites.site import Posting, Visit, article_page, listing_page
from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.wire import Habits, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.state import WebState

ARCHIVE = "https://web.archive.org"
HABITS = Habits(
    codings=("gzip",), framing="length", headers=(("server", "nginx"), ("x-app-server", "sample"))
)
MEMENTO = re.compile(r"/web/(?P<at>\d{4,14})(?P<raw>id_)?/(?P<url>.+)")
TIMEMAP = re.compile(r"/web/timemap/link/(?P<url>.+)")
# The archive came by once more after the page had gone; such a capture is no help and must be passed over.
GONE_AFTER = timedelta(days=300)
CDX_FIELDS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memento:
    """A capture in the archive; `page` is the body as it was then."""

    url: str
    at: datetime
    status: int
    page: bytes

    @property
    def timestamp(self) -> str:
        return f"{self.at:%Y%m%d%H%M%S}"


def archive_reply(ask: Ask, _: WebState) -> Reply:
    """Return what web.archive.org answers."""
    if ask.path == "/cdx/search/cdx":
        return _cdx(parse_qs(urlsplit(ask.target).query))
    timemap = TIMEMAP.fullmatch(ask.target)
    if timemap is not None:
        return _timemap(timemap["url"])
    memento = MEMENTO.fullmatch(ask.target)
    if memento is not None:
        return _memento(_mementos_of(memento["url"]), memento["at"], raw=memento["raw"] is not None)
    return Reply(status=404, body=b"<h1>404</h1>\n")


def _cdx(query: Mapping[str, list[str]]) -> Reply:
    """Answer a lookup by exact address, as JSON rows under a row of field names, or as lines."""
    wanted = query.get("filter", [""])[-1].removeprefix("statuscode:")
    found = [m for m in _mementos_of(query.get("url", [""])[0]) if wanted in {"", str(m.status)}]
    rows = [_cdx_row(memento) for memento in found]
    if query.get("output") == ["json"]:
        listed = json.dumps([list(CDX_FIELDS), *rows] if rows else [])
        return Reply(status=200, body=listed.encode(), content_type="application/json")
    lines = "".join(" ".join(row) + "\n" for row in rows)
    return Reply(status=200, body=lines.encode(), content_type="text/plain")


def _cdx_row(memento: Memento) -> list[str]:
    host, _, path = memento.url.partition("://")[2].partition("/")
    key = f"{','.join(reversed(host.split('.')))})/{path}"
    digest = "SAMPLE" + memento.timestamp
    status = str(memento.status)
    return [key, memento.timestamp, memento.url, "text/html", status, digest, str(len(memento.page))]


def _timemap(url: str) -> Reply:
    found = _mementos_of(url)
    if not found:
        return Reply(status=404, body=b"", content_type="application/link-format")
    links = [
        f'<{found[0].url}>; rel="original"',
        f'<{ARCHIVE}/web/timemap/link/{url}>; rel="self"; type="application/link-format"',
        f'<{ARCHIVE}/web/{url}>; rel="timegate"',
        *(
            f'<{ARCHIVE}/web/{memento.timestamp}/{memento.url}>; rel="memento"; '
            f'datetime="{format_datetime(memento.at, usegmt=True)}"'
            for memento in found
        ),
    ]
    return Reply(status=200, body=",\n".join(links).encode(), content_type="application/link-format")


def _memento(found: list[Memento], wanted: str, *, raw: bool) -> Reply:
    """Return the capture of that very time, or lead to the one that is closest to it."""
    if not found:
        return Reply(status=404, body=b"<h1>Not archived</h1>\n")
    closest = min(found, key=lambda memento: abs(int(memento.timestamp) - int(wanted.ljust(14, "0"))))
    if closest.timestamp != wanted:
        target = f"{ARCHIVE}/web/{closest.timestamp}{'id_' if raw else ''}/{closest.url}"
        return Reply(status=302, body=b"closest\n", headers=(("Location", target),))
    headers = (
        ("Memento-Datetime", format_datetime(closest.at, usegmt=True)),
        ("Link", f'<{closest.url}>; rel="original"'),
        ("x-archive-orig-server", "OneCMS"),
    )
    toolbar = b"" if raw else b"<!-- BEGIN WAYBACK TOOLBAR INSERT --><div>toolbar</div>\n"
    return Reply(status=closest.status, body=toolbar + closest.page, headers=headers)


def _mementos_of(url: str) -> list[Memento]:
    """Return the captures of an address, oldest first; scheme and www make no difference."""
    key = url.partition("://")[2] or url
    return [m for m in _mementos() if m.url.removeprefix("https://") == key.removeprefix("www.")]


@cache
def _mementos() -> tuple[Memento, ...]:
    mementos = []
    for story in all_stories():
        site, posting = (
            OUTLET_SITES[story.place.host],
            Posting(story=story, place=story.place, telling=story.tellings[0]),
        )
        for at in story.archived_at:
            page = article_page(site, posting, Visit(number=0))
            mementos.append(
                Memento(url=story.place.url, at=at.astimezone(UTC), status=200, page=page.encode())
            )
        if story.archived_at:
            gone = listing_page(site, NOT_FOUND, [], Visit(number=0))
            at = story.archived_at[-1].astimezone(UTC) + GONE_AFTER
            mementos.append(Memento(url=story.place.url, at=at, status=404, page=gone.encode()))
    return tuple(mementos)
