"""Run a rule over stories with a virtual clock, and tune it to a number of requests an article.

Most stories have no edit that can be seen, and there a rule does nearly the same in each: a sample of them
stands for all when requests are counted.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median
from typing import TYPE_CHECKING

from benchmarks.refetch.stories import DAY, HORIZON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.refetch.policies import Contestant, Rule
    from benchmarks.refetch.stories import Story

SAMPLE = 100
TUNING_STEPS = 11
# An edit that no check has found so long after the end counts as found then.
PATIENCE = 365 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`captured` is the share of edits seen before the next one came; delays are hours from edit to check."""

    requests: float
    captured: float
    median_delay: float
    mean_delay: float


def replay(stories: Sequence[Story], rule: Rule, number: float, tick: float = 0) -> Result:
    """Requests are counted up to the horizon; checks go on beyond it until the last edit is found."""
    captured = 0
    delays: list[float] = []
    requests: dict[bool, list[int]] = {True: [], False: []}
    for order, story in enumerate(_sampled(stories)):
        times = check_times(story, rule, number, tick, phase=tick * (order % 24) / 24)
        requests[bool(story.edits)].append(bisect_left(times, HORIZON))
        for edit, next_edit in pairwise([*story.edits, math.inf]):
            position = bisect_left(times, edit)
            seen = times[position] if position < len(times) else HORIZON + PATIENCE
            delays.append(seen - edit)
            captured += seen < next_edit
    return Result(
        requests=_weighed(requests, stories),
        captured=captured / len(delays),
        median_delay=median(delays),
        mean_delay=fmean(delays),
    )


def check_times(story: Story, rule: Rule, number: float, tick: float = 0, phase: float = 0) -> list[float]:
    """When the story is looked at. With a tick, the runner wakes at multiples of it after `phase`."""
    check = rule(story, number)
    times: list[float] = []
    at, before = _woken(story.entry, tick, phase), 0.0
    last_edit = story.edits[-1] if story.edits else 0.0
    while at < HORIZON or (before < last_edit and at < HORIZON + PATIENCE):
        changed = bool(times) and bisect_left(story.edits, before) < bisect_left(story.edits, at)
        times.append(at)
        before, at = at, _woken(check(at, changed), tick, phase)
    return times


def tuned(contestant: Contestant, stories: Sequence[Story], budget: float) -> float:
    """The number with which the rule sends `budget` requests an article: bisection on a log scale."""
    low, high = math.log(contestant.lowest), math.log(contestant.highest)
    for _ in range(TUNING_STEPS):
        middle = (low + high) / 2
        if replay(stories, contestant.rule, math.exp(middle)).requests > budget:
            low = middle
        else:
            high = middle
    return math.exp((low + high) / 2)


def _sampled(stories: Sequence[Story]) -> list[Story]:
    quiet = [story for story in stories if not story.edits]
    return [story for story in stories if story.edits] + quiet[:SAMPLE]


def _weighed(requests: dict[bool, list[int]], stories: Sequence[Story]) -> float:
    edited = sum(bool(story.edits) for story in stories) / len(stories)
    return edited * fmean(requests[True]) + (1 - edited) * fmean(requests[False])


def _woken(due: float, tick: float, phase: float) -> float:
    return due if not tick or math.isinf(due) else phase + tick * math.ceil((due - phase) / tick)
