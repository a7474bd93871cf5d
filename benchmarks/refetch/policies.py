"""The rules that are compared, each with one number that sets how often it asks.

A rule gets a story and answers, after each check, when to check next: `check(at, changed) -> next`, in hours.
The foreign rules are written from their documentation; only the number named here is tuned.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from archive.fetch_schedule import History, Policy, schedule
from archive.model import Check
from benchmarks.refetch.stories import DAY, HOUR

if TYPE_CHECKING:
    from benchmarks.refetch.stories import Story

Checker = Callable[[float, bool], float]
Rule = Callable[["Story", float], Checker]

PUBLISHED = datetime(2026, 1, 1, tzinfo=UTC)
MINUTE = HOUR / 60
# NewsDiffs: wait this long while the last change (or the first sight) is younger than that.
LADDER = [
    (3 * HOUR, 15 * MINUTE),
    (DAY, HOUR),
    (7 * DAY, 3 * HOUR),
    (30 * DAY, 3 * DAY),
    (360 * DAY, 30 * DAY),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A rule, what its tuned number is, and between which bounds it may lie; more of it asks more rarely."""

    name: str
    rule: Rule
    number: str
    lowest: float
    highest: float


def fixed(story: Story, interval: float) -> Checker:
    """Every so often, at a beat that has nothing to do with the moment the article was found."""
    beat = interval * random.Random(story.name).random()  # noqa: S311 - repeatable by the story
    return lambda at, _changed: beat + interval * (math.floor((at - beat) / interval + 1e-9) + 1)


def newsdiffs(story: Story, stretch: float) -> Checker:
    last_change = story.entry

    def check(at: float, changed: bool) -> float:
        nonlocal last_change
        if changed:
            last_change = at
        quiet = at - last_change
        return at + stretch * next((wait for age, wait in LADDER if quiet < age), float("inf"))

    return check


def nutch(_story: Story, first: float) -> Checker:
    """AdaptiveFetchSchedule: a fifth less after a change, two fifths more without; a minute to a year."""
    interval = first

    def check(at: float, changed: bool) -> float:
        nonlocal interval
        interval = min(max(interval * (0.8 if changed else 1.4), MINUTE), 365 * DAY)
        return at + interval

    return check


def stormcrawler(_story: Story, first: float) -> Checker:
    """AdaptiveScheduler: halfway to the shortest after a change, half more without; an hour to 14 days.

    The bounds stretch with the first interval where that leaves them, else no budget but its own were met.
    """
    shortest, longest = min(HOUR, first), max(14 * DAY, first)
    interval = first

    def check(at: float, changed: bool) -> float:
        nonlocal interval
        interval = 0.5 * interval + 0.5 * shortest if changed else interval * 1.5
        interval = min(max(interval, shortest), longest)
        return at + interval

    return check


def quiet_proportional(story: Story, growth: float) -> Checker:
    """Källa's own schedule, the very function that `kalla due` calls."""
    return _kalla(story, Policy(growth=growth), dated=True)


def undated(story: Story, growth: float) -> Checker:
    """The same where nobody knows when the article was published."""
    return _kalla(story, Policy(growth=growth), dated=False)


def _kalla(story: Story, policy: Policy, *, dated: bool) -> Checker:
    checks: list[Check] = []
    first_seen = PUBLISHED + timedelta(hours=story.entry)

    def check(at: float, changed: bool) -> float:
        when = PUBLISHED + timedelta(hours=at)
        checks.append(Check(at=when, state="edited" if changed else "unchanged"))
        history = History(
            url=story.name,
            first_seen=first_seen,
            published_at=PUBLISHED if dated else None,
            checks=tuple(checks),
        )
        return (schedule(history, when, policy).next_due - PUBLISHED) / timedelta(hours=1)

    return check


CONTESTANTS = [
    Contestant(name="fixed", rule=fixed, number="interval, h", lowest=HOUR, highest=180 * DAY),
    Contestant(name="NewsDiffs", rule=newsdiffs, number="stretch", lowest=0.05, highest=200),
    Contestant(name="Nutch", rule=nutch, number="first, h", lowest=MINUTE, highest=90 * DAY),
    Contestant(name="StormCrawler", rule=stormcrawler, number="first, h", lowest=MINUTE, highest=90 * DAY),
    Contestant(name="Källa", rule=quiet_proportional, number="g", lowest=0.02, highest=50),
]
UNDATED = Contestant(name="Källa, undated", rule=undated, number="g", lowest=0.02, highest=50)
