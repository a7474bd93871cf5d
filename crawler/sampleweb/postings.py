"""Which story stands at which address, and in which telling, at this moment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.site import Posting
from crawler.sampleweb.stories import all_stories

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.sampleweb.state import WebState
    from crawler.sampleweb.story import Place, Story


@cache
def addresses() -> Mapping[tuple[str, str], tuple[Story, Place]]:
    """Return every address that a story has or had, by host and path."""
    return {
        (place.host, place.path): (story, place)
        for story in all_stories()
        for place in (story.place, story.mirror, story.successor)
        if place is not None and story.fate != "nowhere"
    }


def posting_of(story: Story, place: Place, state: WebState) -> Posting:
    return Posting(story=story, place=place, telling=story.tellings[state.telling(story.name)])


def postings_out(host: str, state: WebState) -> list[Posting]:
    """Return what a host's listings and feeds show, newest first."""
    shown = [
        posting_of(story, place, state)
        for (at, _), (story, place) in addresses().items()
        if at == host and state.removal(story.name) is None and not is_lost(story, place)
    ]
    return sorted(shown, key=lambda posting: posting.story.published_at, reverse=True)


def is_lost(story: Story, place: Place) -> bool:
    """Whether the outlet gave this address up for good."""
    return place == story.place and story.fate != "here"


def related(posting: Posting, state: WebState, dressing: int) -> tuple[Posting, ...]:
    """Return the outlet's other stories; a new dressing shows them in another order."""
    others = [other for other in postings_out(posting.place.host, state) if other.place != posting.place]
    turn = dressing % len(others) if others else 0
    return (*others[turn:], *others[:turn])
