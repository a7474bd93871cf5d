"""Looks: what was asked at a URL, one at a time, each with the redirects it led through.

A look that failed and was repeated sooner than a schedule ever comes back is no look of its own: it was the
crawl that tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from archive.catalog.captures import MAX_HOPS, captures_of, outcomes_of
from archive.catalog.frontier import FINAL_OUTCOMES
from archive.catalog.tables import capture
from archive.fetch_schedule import USUAL
from archive.http1.statuses import PASSING
from archive.model import Capture, Outcome

if TYPE_CHECKING:
    from datetime import datetime


EventsAt = Callable[[str], Sequence[Capture | Outcome]]
"""All that was tried at a URL, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was answered, hop by hop, and the outcome where the last hop was not answered.

    At least one of the two is there.
    """

    url: str
    at: datetime
    hops: tuple[Capture, ...]
    outcome: Outcome | None = None

    @property
    def landed_on(self) -> str | None:
        """Where redirects led; None where there were none."""
        end = self.outcome.url if self.outcome else self.hops[-1].location or self.hops[-1].url
        return None if end == self.url else end

    @property
    def failed(self) -> bool:
        if self.outcome is not None:
            return self.outcome.kind not in FINAL_OUTCOMES
        return _failed(self.hops[-1])


def looks_at(conn: Connection, url: str) -> list[Look]:
    """Every look at a URL, oldest first."""
    return looks_among(partial(_events, conn), url)


def looks_among(events_at: EventsAt, url: str) -> list[Look]:
    """The same, of what was tried anywhere."""
    tries = events_at(url)
    looks = [
        _followed(events_at, url, tried, until=_at(following) if following else None)
        for tried, following in zip_longest(tries, tries[1:])
    ]
    return [look for look, then in zip_longest(looks, looks[1:]) if not _repeated(look, then)]


def led_there_too(conn: Connection, look: Look) -> int:
    """How many other URLs had been redirected to where this look ended, up to then."""
    own = {look.url, *(hop.url for hop in look.hops)}
    query = select(func.count(capture.c.url.distinct())).where(
        capture.c.location == look.landed_on,
        capture.c.captured_at <= look.at,
        capture.c.url.not_in(own),
    )
    return conn.scalar(query) or 0


def _repeated(look: Look, then: Look | None) -> bool:
    return look.failed and then is not None and then.at - look.at < USUAL.floor


def _followed(events_at: EventsAt, url: str, tried: Capture | Outcome, *, until: datetime | None) -> Look:
    hops: list[Capture] = []
    last: Capture | Outcome | None = tried
    while isinstance(last, Capture):
        hops.append(last)
        target = last.location
        if target is None or len(hops) > MAX_HOPS or target in {hop.url for hop in hops}:
            break
        last = _next_hop(events_at(target), last.captured_at, until)
    return Look(
        url=url,
        at=_at(tried),
        hops=tuple(hops),
        outcome=last if isinstance(last, Outcome) else None,
    )


def _next_hop(
    events: Sequence[Capture | Outcome], after: datetime, until: datetime | None
) -> Capture | Outcome | None:
    """What came of the redirect: the first real answer that its target gave soon after it, else the first."""
    soon = after + USUAL.floor
    end = soon if until is None else min(soon, until)
    tries = [event for event in events if after <= _at(event) < end]
    answered = (event for event in tries if isinstance(event, Capture) and not _failed(event))
    return next(answered, next(iter(tries), None))


def _events(conn: Connection, url: str) -> Sequence[Capture | Outcome]:
    return sorted([*captures_of(conn, url), *outcomes_of(conn, url)], key=_at)


def _at(event: Capture | Outcome) -> datetime:
    return event.captured_at if isinstance(event, Capture) else event.at


def _failed(answer: Capture) -> bool:
    return answer.status in PASSING or answer.truncated is not None
