"""The promises of the schedule, held against 200,000 random histories.

    python benchmarks/refetch_bounds.py [--histories N] [--seed N]

The tests hold the same promises over the few hundred histories that hypothesis thinks up. These are lived
through: an article is edited at random while its host fails at random, and every check is planned by the
schedule and made when the runner next wakes. Exits with 1 if a promise is broken.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive.fetch_schedule import USUAL, FetchSchedule, History, anchor, due, schedule
from archive.model import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.model import State

START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOSTS = ("one.example", "two.example", "three.example", "four.example")
MOST_CHECKS = 14
PER_HOST = 500
DATED = 0.8
ASKED_TO_WAIT = 0.3
FAILURES: tuple[State, ...] = ("error", "blocked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What befalls one article: when it is edited, how often its host fails, when the runner wakes."""

    history: History
    edits: tuple[datetime, ...]
    failing: float
    tick: timedelta


def random_life(rng: random.Random, number: int) -> Life:
    published = START - rng.expovariate(1 / 200) * HOUR
    ages = (min(2 * (rng.random() ** -2 - 1), 1e6) for _ in range(rng.randrange(6)))
    history = History(
        url=f"https://{rng.choice(HOSTS)}/{number}.html",
        first_seen=START,
        published_at=published if rng.random() < DATED else None,
    )
    return Life(
        history=history,
        edits=tuple(sorted(published + age * HOUR for age in ages)),
        failing=rng.choice([0, 0, 0.2, 0.6]),
        tick=rng.choice([HOUR / 60, HOUR, 24 * HOUR]),
    )


def look(life: Life, history: History, now: datetime, rng: random.Random) -> tuple[Check, list[datetime]]:
    """The check at `now`, and the edits it finds: those since the last look that was answered."""
    conditional = schedule(history, now).conditional
    if rng.random() < life.failing:
        asked = now + rng.expovariate(1 / 30) * HOUR if rng.random() < ASKED_TO_WAIT else None
        return Check(at=now, state=rng.choice(FAILURES), retry_at=asked, conditional=conditional), []
    looks = [check.at for check in history.checks if check.state not in FAILURES]
    found = [edit for edit in life.edits if looks and looks[-1] < edit <= now]
    return Check(at=now, state="edited" if found else "unchanged", conditional=conditional), found


def promises(life: Life, rng: random.Random, histories: list[History]) -> Iterator[tuple[str, bool]]:
    """Each promise whenever it is put to the test, and whether it was kept; the history goes to the list."""
    history, now = life.history, START
    for _ in range(rng.randrange(1, MOST_CHECKS)):
        plan = schedule(history, now)
        now += life.tick * -((now - max(now, plan.next_due)) // life.tick)
        yield "no check before it is due", now >= plan.next_due
        check, found = look(life, history, now, rng)
        before, history = history, replace(history, checks=(*history.checks, check))
        if found and before.checks[-1].state not in FAILURES:
            quiet = found[0] - anchor(before)
            allowed = max(USUAL.floor, min(USUAL.ceiling, quiet * USUAL.growth))
            yield "an edit is found in time while the host answers", now - found[0] <= allowed + life.tick
        if check.state in FAILURES and before.checks:
            yield "a failure moves no anchor", anchor(history) == anchor(before)
        yield from bounds(history, schedule(history, now), rng)
    histories.append(history)


def bounds(history: History, plan: FetchSchedule, rng: random.Random) -> Iterator[tuple[str, bool]]:
    wait = plan.next_due - history.checks[-1].at
    yield "no wait is shorter than the floor or longer than the ceiling", USUAL.floor <= wait <= USUAL.ceiling
    moved = (history.published_at or history.first_seen) + rng.expovariate(1 / 99) * HOUR
    later = schedule(replace(history, published_at=moved), plan.next_due)
    yield "a later anchor gives no later check", later.next_due <= plan.next_due


def kept_budgets(histories: list[History], now: datetime) -> bool:
    ripe = Counter(urlsplit(plan.url).hostname for plan in due(histories, now))
    chosen = Counter(urlsplit(plan.url).hostname for plan in due(histories, now, PER_HOST))
    return chosen == Counter({host: min(number, PER_HOST) for host, number in ripe.items()})


def main() -> int:
    parser = argparse.ArgumentParser(description="Hold the schedule's promises against random histories.")
    parser.add_argument("--histories", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)  # noqa: S311 - repeatable by its seed
    held: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    histories: list[History] = []
    for number in range(arguments.histories):
        for promise, kept in promises(random_life(rng, number), rng, histories):
            (held if kept else broken)[promise] += 1
    for day in (1, 10, 40):
        started = time.perf_counter()
        kept = kept_budgets(histories, START + day * 24 * HOUR)
        (held if kept else broken)["no host gets more than its budget, nor less while more is due"] += 1
        seconds = time.perf_counter() - started
        print(f"day {day}: two due lists of {len(histories)} histories in {seconds:.1f} s")
    for promise in held | broken:
        print(f"{promise}: held {held[promise]} times, broken {broken[promise]} times")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
