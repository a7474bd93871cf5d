"""The outlets' articles in their present telling, and all the ways for one to be gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.sampleweb.listings import NOT_FOUND, TAKEN_DOWN, list_reply, listing
from crawler.sampleweb.postings import addresses, is_lost, posting_of, postings_out, related
from crawler.sampleweb.sites.site import Visit, article_page
from crawler.sampleweb.story import HOSTS
from crawler.sampleweb.validators import still_current, validators
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.sites.site import Posting, Site
    from crawler.sampleweb.state import Removal, WebState
    from crawler.sampleweb.story import Fate, Place, Story

SUCCESSOR = HOSTS["baohaiphong"]


def outlet_reply(site: Site, ask: Ask, state: WebState) -> Reply:
    """Return what an outlet's host answers to a request for a page."""
    known = addresses().get((site.host, ask.path))
    if known is None:
        return list_reply(site, ask, postings_out(site.host, state))
    return _story_reply(site, ask, state, *known)


def _story_reply(site: Site, ask: Ask, state: WebState, story: Story, place: Place) -> Reply:
    if diversion := state.diversion(story.name):
        return _redirect(302, diversion)
    removal = state.removal(story.name)
    if is_lost(story, place):
        return _lost(site, ask, story.fate)
    if removal is not None and removal != "emptied":
        return _removed(site, ask, state, removal)
    posting = posting_of(story, place, state)
    return _article(site, ask, state, _emptied(posting) if removal else posting)


def _lost(site: Site, ask: Ask, fate: Fate) -> Reply:
    if fate == "404":
        return listing(site, ask, NOT_FOUND, status=404)
    return _redirect(301, f"https://{SUCCESSOR}{ask.target if fate == 'successor' else '/'}")


def _removed(site: Site, ask: Ask, state: WebState, removal: Removal) -> Reply:
    if removal == "redirect_home":
        return _redirect(302, f"https://{site.host}/")
    if removal == "soft_404":
        return listing(site, ask, TAKEN_DOWN, postings_out(site.host, state))
    return listing(site, ask, NOT_FOUND if removal == "404" else TAKEN_DOWN, status=int(removal))


def _redirect(status: int, target: str) -> Reply:
    return Reply(status=status, body=b"moved\n", headers=(("Location", target),))


def _article(site: Site, ask: Ask, state: WebState, posting: Posting) -> Reply:
    dressing = state.dressing(posting.story.name)
    headers = validators(site.habits, posting, dressing)
    if still_current(ask, headers):
        return Reply(status=304, headers=headers)
    dressed = replace(posting, related=related(posting, state, dressing))
    page = article_page(site, dressed, Visit(number=ask.visit, dressing=dressing))
    return Reply(status=200, body=page.encode(), headers=headers)


def _emptied(posting: Posting) -> Posting:
    """Keep the page's shell and its headline, as a withdrawn article's page does."""
    silent = replace(posting.story, author=None, agency=None)
    return replace(posting, story=silent, telling=replace(posting.telling, lead_vi="", body=()))
