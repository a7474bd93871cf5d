"""vietnam.vn's pages: renderings in two editions, and the sitemaps that list them by day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from crawler.sampleweb.sites import vietnamvn
from crawler.sampleweb.sites.site import Visit
from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.state import WebState

DAY_MAP = re.compile(r"/sitemap/sitemap-post/(\d{4}-\d\d-\d\d)\.xml")


def rendering_reply(ask: Ask, state: WebState) -> Reply:
    """Return what www.vietnam.vn answers to a request for a page."""
    day = DAY_MAP.fullmatch(ask.path)
    if day is not None:
        return _day_map(date.fromisoformat(day[1]))
    if ask.path == "/sitemap.xml":
        return vietnamvn.sitemap_index({story.rendered_on for story in all_stories()})
    if ask.path in {"/sitemap/sitemap-page.xml", "/news-sitemap.xml"}:
        return vietnamvn.post_sitemap([])
    return _page(ask, state)


def _day_map(day: date) -> Reply:
    stories = [story for story in all_stories() if story.rendered_on == day]
    return vietnamvn.post_sitemap(stories) if stories else Reply(status=404, body=b"404\n")


def _page(ask: Ask, state: WebState) -> Reply:
    stories = all_stories()
    for lang in ("vi", "sv"):
        for story in stories:
            if ask.path == vietnamvn.edition_path(story, lang):
                neighbours = [other for other in stories if other.name != story.name][:5]
                telling = state.rendering(story.name)
                page = vietnamvn.rendering_page(story, telling, lang, neighbours, Visit(number=ask.visit))
                return Reply(status=200, body=page.encode())
    if ask.path in {"/", "/sv", "/sv/"}:
        return Reply(
            status=200, body=vietnamvn.front_page(stories, "sv" if "sv" in ask.path else "vi").encode()
        )
    return Reply(status=404, body=b"<html><title>404</title><h1>404</h1></html>\n")
