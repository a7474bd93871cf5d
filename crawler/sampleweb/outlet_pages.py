"""The outlets' pages: articles in their present telling, listings, feeds, and all the ways to be gone."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.site import Posting, Visit, article_page, listing_page
from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.validators import still_current, validators
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.sites.site import Site
    from crawler.sampleweb.state import Removal, WebState
    from crawler.sampleweb.story import Place, Story

HOME = "Trang chủ"
NOT_FOUND = "Không tìm thấy trang"
TAKEN_DOWN = "Nội dung không tồn tại hoặc đã được gỡ xuống"


def outlet_reply(site: Site, ask: Ask, state: WebState) -> Reply:
    """Return what an outlet's host answers to a request for a page."""
    known = _addresses().get((site.host, ask.path))
    if known is not None:
        return _story_reply(site, ask, state, *known)
    postings = _out_now(site.host, state)
    if ask.path in site.feeds:
        return site.feeds[ask.path](postings)
    heading = _sections(site.host).get(ask.path.strip("/"))
    if heading is None:
        return _listing(site, ask, NOT_FOUND, status=404)
    return _listing(site, ask, heading, [p for p in postings if heading in {HOME, p.story.section[0]}])


def _story_reply(site: Site, ask: Ask, state: WebState, story: Story, place: Place) -> Reply:
    removal = state.removal(story.name)
    if place == story.place and story.fate == "successor" and story.successor is not None:
        return _redirect(301, story.successor.url)
    if place == story.place and story.fate == "404":
        removal = "404"
    if removal is not None and removal != "emptied":
        return _removed(site, ask, state, removal)
    posting = _posting(story, place, state)
    return _article(site, ask, state, _emptied(posting) if removal else posting)


def _removed(site: Site, ask: Ask, state: WebState, removal: Removal) -> Reply:
    if removal == "redirect_home":
        return _redirect(302, f"https://{site.host}/")
    if removal == "soft_404":
        return _listing(site, ask, TAKEN_DOWN, _out_now(site.host, state))
    return _listing(site, ask, NOT_FOUND if removal == "404" else TAKEN_DOWN, status=int(removal))


def _redirect(status: int, target: str) -> Reply:
    return Reply(status=status, body=b"moved\n", headers=(("Location", target),))


def _article(site: Site, ask: Ask, state: WebState, posting: Posting) -> Reply:
    dressing = state.dressing(posting.story.name)
    headers = validators(site.habits, posting, dressing)
    if still_current(ask, headers):
        return Reply(status=304, headers=headers)
    dressed = replace(posting, related=_related(posting, state, dressing))
    page = article_page(site, dressed, Visit(number=ask.visit, dressing=dressing))
    return Reply(status=200, body=page.encode(), headers=headers)


def _posting(story: Story, place: Place, state: WebState) -> Posting:
    return Posting(story=story, place=place, telling=story.tellings[state.telling(story.name)])


def _emptied(posting: Posting) -> Posting:
    """Keep the page's shell and its headline, as a withdrawn article's page does."""
    silent = replace(posting.story, author=None, agency=None)
    return replace(posting, story=silent, telling=replace(posting.telling, lead_vi="", body=()))


def _listing(
    site: Site, ask: Ask, heading: str, postings: list[Posting] | None = None, *, status: int = 200
) -> Reply:
    page = listing_page(site, heading, postings or [], Visit(number=ask.visit))
    return Reply(status=status, body=page.encode())


def _out_now(host: str, state: WebState) -> list[Posting]:
    """Return what a host's listings and feeds show, newest first."""
    shown = [
        _posting(story, place, state)
        for (at, _), (story, place) in _addresses().items()
        if at == host and state.removal(story.name) is None and (place != story.place or story.fate == "here")
    ]
    return sorted(shown, key=lambda posting: posting.story.published_at, reverse=True)


def _related(posting: Posting, state: WebState, dressing: int) -> tuple[Posting, ...]:
    """Return the outlet's other stories; a new dressing shows them in another order."""
    others = [other for other in _out_now(posting.place.host, state) if other.place != posting.place]
    turn = dressing % len(others) if others else 0
    return (*others[turn:], *others[:turn])


@cache
def _addresses() -> Mapping[tuple[str, str], tuple[Story, Place]]:
    return {
        (place.host, place.path): (story, place)
        for story in all_stories()
        for place in (story.place, story.mirror, story.successor)
        if place is not None and story.fate != "nowhere"
    }


@cache
def _sections(host: str) -> Mapping[str, str]:
    told = {story.section for (at, _), (story, _) in _addresses().items() if at == host}
    return {"": HOME, **{alias: name for name, alias in told}}
