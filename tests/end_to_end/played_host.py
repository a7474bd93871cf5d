"""A host of the sample web that answers as a test says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.routing import HOSTS, Host
from crawler.sampleweb.wire import Habits, Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pytest

    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.state import WebState

BARE = Habits(codings=(), framing="length", headers=())


def page(body: bytes, content_type: str = "text/html; charset=utf-8") -> Reply:
    return Reply(status=200, body=body, content_type=content_type)


def sitemap(kind: str, *urls: str, doctype: str = "") -> Reply:
    entry = {"urlset": "url", "sitemapindex": "sitemap"}[kind]
    entries = "".join(f"<{entry}><loc>{url}</loc></{entry}>" for url in urls)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return page(f'{doctype}<{kind} xmlns="{namespace}">{entries}</{kind}>'.encode(), "application/xml")


def play(
    monkeypatch: pytest.MonkeyPatch, name: str, replies: Mapping[str, Reply], *, robots: str | None = None
) -> None:
    """Let a host of the sample web answer so, and 404 elsewhere."""

    def answered(ask: Ask, _state: WebState) -> Reply:
        return replies.get(ask.path, Reply(status=404))

    monkeypatch.setitem(HOSTS, name, Host(name=name, habits=BARE, robots=robots, pages=answered))
