"""Which reply an address gets, in the state that the sample web is in.

Only the hosts listed here exist; any other is nobody's, and nothing is ever fetched for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crawler.sampleweb.outlet_pages import outlet_reply
from crawler.sampleweb.rendering_pages import rendering_reply
from crawler.sampleweb.sites import vietnamvn
from crawler.sampleweb.sites.outlets import OUTLET_SITES
from crawler.sampleweb.web_archive import HABITS as ARCHIVE_HABITS
from crawler.sampleweb.web_archive import archive_reply
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.sites.site import Site
    from crawler.sampleweb.state import WebState
    from crawler.sampleweb.wire import Habits

DISALLOWING = "User-agent: *\nDisallow: /\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """A played host; `name` is the one that its other names redirect to."""

    name: str
    habits: Habits
    robots: str | None
    pages: Callable[[Ask, WebState], Reply]


def reply_of(host: Host, ask: Ask, state: WebState) -> Reply:
    """Return what a host says; illness comes before manners, manners before pages."""
    retry_after = state.retry_after(host.name)
    if retry_after is not None:
        headers = (("Retry-After", str(retry_after)),)
        return Reply(status=503, body=b"<h1>503 Service Unavailable</h1>\n", headers=headers)
    if ask.scheme == "http" or ask.host != host.name:
        return Reply(status=301, body=b"moved\n", headers=(("Location", f"https://{host.name}{ask.target}"),))
    if ask.path == "/robots.txt":
        return _robots(DISALLOWING if state.disallows(host.name) else host.robots)
    if state.refuses(host.name):
        return Reply(status=403, body=b"<html><title>403 Forbidden</title><h1>403 Forbidden</h1></html>\n")
    return host.pages(ask, state)


def _robots(rules: str | None) -> Reply:
    if rules is None:
        return Reply(status=404, body=b"<h1>404 Not Found</h1>\n")
    return Reply(status=200, body=rules.encode(), content_type="text/plain")


def _outlet(site: Site) -> dict[str, Host]:
    host = Host(name=site.host, habits=site.habits, robots=site.robots, pages=partial(outlet_reply, site))
    return dict.fromkeys((site.host, *site.aliases), host)


def _vietnamvn(name: str) -> dict[str, Host]:
    return {name: Host(name=name, habits=vietnamvn.HABITS, robots=vietnamvn.ROBOTS, pages=rendering_reply)}


WEB_ARCHIVE = Host(name="web.archive.org", habits=ARCHIVE_HABITS, robots=None, pages=archive_reply)
HOSTS: dict[str, Host] = {
    **{name: host for site in OUTLET_SITES.values() for name, host in _outlet(site).items()},
    # Both names answer for themselves, as the real site's do.
    **_vietnamvn("www.vietnam.vn"),
    **_vietnamvn("vietnam.vn"),
    WEB_ARCHIVE.name: WEB_ARCHIVE,
}
