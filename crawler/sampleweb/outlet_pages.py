"""The outlets' pages: articles in their present telling, listings, feeds, and all the ways to be gone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.site import Posting, Visit
from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.sampleweb.ask import Ask
    from crawler.sampleweb.sites.site import Site
    from crawler.sampleweb.state import WebState
    from crawler.sampleweb.story import Place, Story
    from crawler.sampleweb.wire import Headers

NOT_FOUND = "Không tìm thấy trang"
TAKEN_DOWN = "Nội dung không tồn tại hoặc đã được gỡ xuống"


def outlet_reply(site: Site, ask: Ask, state: WebState) -> Reply:
    """Return what an outlet's host answers to a request for a page."""
    known = _addresses().get((site.host, ask.path))
    if known is not None:
        return _known_reply(site, ask, state, known)
    postings = _out_now(site.host, state)
    if ask.path in site.feeds:
        return site.feeds[ask.path](postings)
    heading = _sections(site.host).get(ask.path.strip("/"))
    if heading is None:
        return _listing(site, ask, NOT_FOUND, 404)
    return _listing(
        site, ask, heading, 200, tuple(p for p in postings if heading in ("Trang chủ", p.story.section[0]))
    )


def _known_reply(site: Site, ask: Ask, state: WebState, known: tuple[Story, Place]) -> Reply:
    story, place = known
    if place == story.place and story.successor is not None:
        return Reply(status=301, body=b"moved\n", headers=(("Location", story.successor.url),))
    removal = state.removal(story.name)
    if removal == "404" or (place == story.place and story.fate == "404"):
        return _listing(site, ask, NOT_FOUND, 404)
    if removal == "410":
        return _listing(site, ask, TAKEN_DOWN, 410)
    if removal == "redirect_home":
        return Reply(status=302, body=b"moved\n", headers=(("Location", f"https://{site.host}/"),))
    if removal == "soft_404":
        return _listing(site, ask, TAKEN_DOWN, 200, _out_now(site.host, state))
    return _article_reply(site, ask, state, _posting(story, place, state))


def _article_reply(site: Site, ask: Ask, state: WebState, posting: Posting) -> Reply:
    dressing = state.dressing(posting.story.name)
    if state.removal(posting.story.name) == "emptied":
        posting = _emptied(posting)
    validators = _validators(site, posting, dressing)
    if _is_current(ask, dict(validators)):
        return Reply(status=304, headers=validators)
    related = _related(posting, state, dressing)
    page = site.article(replace(posting, related=related), Visit(number=ask.visit, dressing=dressing))
    return Reply(status=200, body=page.encode(), headers=validators)


def _posting(story: Story, place: Place, state: WebState) -> Posting:
    return Posting(story=story, place=place, telling=story.tellings[state.telling(story.name)])


def _emptied(posting: Posting) -> Posting:
    """Keep the page's shell and its headline, as a withdrawn article's page does."""
    silent = replace(posting.story, author=None, agency=None)
    return replace(posting, story=silent, telling=replace(posting.telling, lead_vi="", body=()))


def _validators(site: Site, posting: Posting, dressing: int) -> Headers:
    version = f"{posting.place.url} {hash_of(posting)} {dressing}"
    changed = (posting.telling.modified_at or posting.story.published_at) + timedelta(hours=dressing)
    values = {
        "etag": ("ETag", f'"{hashlib.sha256(version.encode()).hexdigest()[:20]}"'),
        "last-modified": ("Last-Modified", _http_date(changed)),
    }
    return tuple(values[name] for name in site.habits.validators)


def hash_of(posting: Posting) -> str:
    """Return a digest of the words that the page tells."""
    return hashlib.sha256(repr(posting.telling).encode()).hexdigest()


def _is_current(ask: Ask, validators: dict[str, str]) -> bool:
    """RFC 9110, section 13.2.2: If-None-Match is decisive where it is given and understood."""
    if "ETag" in validators and "if-none-match" in ask.headers:
        return validators["ETag"] in ask.headers["if-none-match"]
    since = ask.headers.get("if-modified-since")
    if "Last-Modified" not in validators or since is None:
        return False
    return parsedate_to_datetime(validators["Last-Modified"]) <= parsedate_to_datetime(since)


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _listing(site: Site, ask: Ask, heading: str, status: int, postings: tuple[Posting, ...] = ()) -> Reply:
    page = site.listing(heading, postings, Visit(number=ask.visit))
    return Reply(status=status, body=page.encode())


def _out_now(host: str, state: WebState) -> tuple[Posting, ...]:
    """Return what a host's listings and feeds show, newest first."""
    shown = [
        _posting(story, place, state)
        for (at, _), (story, place) in _addresses().items()
        if at == host
        and state.removal(story.name) is None
        and not (place == story.place and story.fate != "here")
    ]
    return tuple(sorted(shown, key=lambda posting: posting.story.published_at, reverse=True))


def _related(posting: Posting, state: WebState, dressing: int) -> tuple[Posting, ...]:
    """Return the outlet's other stories; a new dressing shows them in another order."""
    others = [
        other for other in _out_now(posting.place.host, state) if other.story.name != posting.story.name
    ]
    turn = dressing % len(others) if others else 0
    return tuple(others[turn:] + others[:turn])


@cache
def _addresses() -> dict[tuple[str, str], tuple[Story, Place]]:
    places = [
        (story, place)
        for story in all_stories()
        for place in (story.place, story.mirror, story.successor)
        if place is not None and story.fate != "nowhere"
    ]
    return {(place.host, place.path): (story, place) for story, place in places}


@cache
def _sections(host: str) -> dict[str, str]:
    told = {story.section for (at, _), (story, _) in _addresses().items() if at == host}
    return {"": "Trang chủ", **{alias: name for name, alias in told}}
