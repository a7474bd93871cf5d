"""vietnam.vn's pages: renderings in two editions, and the sitemaps that list them by day."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from crawler.sampleweb.sites import vietnamvn
from crawler.sampleweb.sites.feed import sitemap, sitemap_index
from crawler.sampleweb.sites.site import Visit
from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.state import WebState
    from crawler.sampleweb.story import Story

EDITIONS = ("vi", "sv")
NEIGHBOURS = 5


def rendering_reply(ask: Ask, state: WebState) -> Reply:
    """Return what www.vietnam.vn answers to a request for a page."""
    path = ask.path.rstrip("/")
    if path in _sitemaps():
        return _sitemaps()[path]
    visit = Visit(number=ask.visit)
    if path in _renderings():
        story, lang = _renderings()[path]
        neighbours = [other for other in all_stories() if other.name != story.name][:NEIGHBOURS]
        page = vietnamvn.rendering_page(story, lang, state.rendering(story.name), neighbours, visit)
    elif path in {"", "/sv"}:
        page = vietnamvn.front_page(all_stories(), "sv" if path else "vi", visit)
    else:
        return Reply(status=404, body=b"<html><title>404</title><h1>404</h1></html>\n")
    return Reply(status=200, body=page.encode())


@cache
def _renderings() -> Mapping[str, tuple[Story, str]]:
    return {
        vietnamvn.edition_path(story, lang): (story, lang) for story in all_stories() for lang in EDITIONS
    }


@cache
def _sitemaps() -> Mapping[str, Reply]:
    """Return the index and what it lists; pages and the news of the last two days are empty here."""
    days = sorted({story.rendered_on for story in all_stories()}, reverse=True)
    maps = {"/sitemap/sitemap-page.xml": sitemap([]), "/news-sitemap.xml": sitemap([])}
    for day in days:
        stories = [story for story in all_stories() if story.rendered_on == day]
        maps[f"/sitemap/sitemap-post/{day.isoformat()}.xml"] = vietnamvn.post_sitemap(stories)
    return {**maps, "/sitemap.xml": sitemap_index(vietnamvn.HOME + path for path in maps)}
