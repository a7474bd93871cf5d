"""When to look at an original again: the longer it has been quiet, the longer the wait.

A schedule is a pure function of the checks so far. It is never stored, so a killed run loses nothing.
With g = 0.5, an edit is found within half the time the article had been quiet, never later than `ceiling`
and never sooner than `floor`, as long as the host answers and the budget lasts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from archive.model import Check

Why = Literal["never_fetched", "quiet", "suspect", "removed", "error", "blocked"]

CHANGES = frozenset({"edited", "restored"})
NO_OBSERVATION = frozenset({"error", "blocked"})
GONE = frozenset({"suspect", "removed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The numbers of the schedule.

    `growth` is the share of the quiet time to wait, `jitter` the share of an interval that may be cut off it.
    `confirmations` count from the first suspect sight. `audit_every` and `audit_ages` (since the first sight)
    say when no validators are sent, because a 304 is only the server's claim.
    """

    growth: float = 0.5
    jitter: float = 0.1
    floor: timedelta = timedelta(hours=1)
    ceiling: timedelta = timedelta(days=30)
    backoff: timedelta = timedelta(hours=1)
    backoff_ceiling: timedelta = timedelta(hours=24)
    confirmations: tuple[timedelta, ...] = (timedelta(hours=1), timedelta(hours=24), timedelta(hours=72))
    audit_every: int = 5
    audit_ages: tuple[timedelta, ...] = (timedelta(hours=24), timedelta(days=7), timedelta(days=30))

    def bounded(self, interval: timedelta) -> timedelta:
        return max(self.floor, min(self.ceiling, interval))


USUAL = Policy()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of an original when the next check is planned; `checks` run from the oldest.

    `first_seen` is when its citation was found, `published_at` what the page or the rendering says.
    """

    url: str
    first_seen: datetime
    published_at: datetime | None = None
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSchedule:
    """The next check of an original. `conditional` says whether it may send validators."""

    url: str
    last_checked: datetime | None
    next_due: datetime
    why: Why
    conditional: bool

    def overdue(self, now: datetime) -> float:
        """The time waited as a share of the time planned: 1 when due, infinite for one never fetched."""
        if self.last_checked is None:
            return float("inf")
        return (now - self.last_checked) / (self.next_due - self.last_checked)


def schedule(history: History, now: datetime, policy: Policy = USUAL) -> FetchSchedule:
    """The next check, sent at `now` or when it is due, whichever is later."""
    if not history.checks:
        return FetchSchedule(
            url=history.url,
            last_checked=None,
            next_due=history.first_seen,
            why="never_fetched",
            conditional=False,
        )
    why, interval = _interval(history, policy)
    last_checked = history.checks[-1].at
    next_due = last_checked + max(interval, policy.floor)
    return FetchSchedule(
        url=history.url,
        last_checked=last_checked,
        next_due=next_due,
        why=why,
        conditional=may_be_conditional(history, max(now, next_due), policy),
    )


def may_be_conditional(history: History, at: datetime, policy: Policy = USUAL) -> bool:
    """Whether a check made at a time may send validators; now and then one must ask for the whole page."""
    looks = [check for check in history.checks if check.state not in NO_OBSERVATION]
    audits = [check.at for check in looks if not check.conditional]
    if not audits or looks[-1].state in GONE:
        return False
    conditional_since = sum(check.conditional for check in history.checks if check.at > audits[-1])
    if conditional_since >= policy.audit_every - 1:
        return False
    ages_reached = (looks[0].at + age for age in policy.audit_ages)
    return not any(audits[-1] < reached <= at for reached in ages_reached)


def due(
    histories: Iterable[History], now: datetime, per_host: int | None = None, policy: Policy = USUAL
) -> list[FetchSchedule]:
    """What to fetch now, at most `per_host` of one host, the most overdue first.

    Overdue counts in shares of the planned interval, so a shortage delays all articles alike. What was never
    fetched comes before everything else.
    """
    ripe = [plan for history in histories if (plan := schedule(history, now, policy)).next_due <= now]
    ripe.sort(key=lambda plan: (-plan.overdue(now), plan.next_due, plan.url))
    if per_host is None:
        return ripe
    taken: Counter[str] = Counter()
    chosen = []
    for plan in ripe:
        host = urlsplit(plan.url).hostname or ""
        if taken[host] < per_host:
            taken[host] += 1
            chosen.append(plan)
    return chosen


def anchor(history: History) -> datetime:
    """Since when the article is quiet: its last known change, else its publication, else its first sight.

    A date of publication that lies ahead of the last check is a mistake of the page and taken for that check.
    """
    starts = [history.published_at or history.first_seen]
    starts += [check.at for check in history.checks if check.state in CHANGES]
    return min(max(starts), history.checks[-1].at) if history.checks else max(starts)


def explain(history: History, now: datetime, policy: Policy = USUAL) -> str:
    """Why the next check falls when it does, in lines for a terminal."""
    plan = schedule(history, now, policy)
    lines = [history.url]
    if plan.last_checked is None:
        lines.append(f"  never fetched; cited since {_moment(history.first_seen)}, due at once")
        return "\n".join(lines)
    lines += [
        f"  {_start(history)} {_moment(anchor(history))}, {len(history.checks)} checks so far",
        f"  last checked {_moment(plan.last_checked)}: {history.checks[-1].state}",
        f"  {_reason(plan, history, policy)}",
        f"  next check {_moment(plan.next_due)}, {_span(plan.next_due - plan.last_checked)} after the last",
        "  with validators: a 304 will do" if plan.conditional else "  without validators: the whole page",
    ]
    if plan.next_due <= now:
        lines.append(f"  overdue: waited {plan.overdue(now):.2f} times the time planned")
    return "\n".join(lines)


def _start(history: History) -> str:
    """What the quiet time is counted from."""
    if any(check.state in CHANGES and check.at == anchor(history) for check in history.checks):
        return "last changed"
    return "published" if history.published_at else "first seen"


def _reason(plan: FetchSchedule, history: History, policy: Policy) -> str:
    last = history.checks[-1]
    quiet = _span(last.at - anchor(history))
    bounds = f"not under {_span(policy.floor)}, not over {_span(policy.ceiling)}"
    reasons: dict[Why, str] = {
        "quiet": f"quiet for {quiet}: wait {policy.growth:g} of that, {bounds}",
        "suspect": "something stood in its place: look again before calling it removed",
        "removed": f"removed: look every {_span(policy.ceiling)}, it may come back",
        "error": "no answer that counts: wait twice as long after each, and as long as the host asks",
        "blocked": "kept out: wait twice as long after each, and as long as the host asks",
    }
    return reasons[plan.why]


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _span(length: timedelta) -> str:
    """A length of time in its two largest units: `3 d 4 h`, `1 h 30 min`."""
    minutes = round(length / timedelta(minutes=1))
    parts = [(minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min")]
    shown = [f"{number} {unit}" for number, unit in parts if number][:2]
    return " ".join(shown) or "0 min"


def _interval(history: History, policy: Policy) -> tuple[Why, timedelta]:
    last = history.checks[-1]
    if last.state in NO_OBSERVATION:
        return ("blocked" if last.state == "blocked" else "error"), _backoff(history, policy)
    if last.state == "suspect":
        return "suspect", _until_confirmation(history, policy)
    why: Why = "removed" if last.state == "removed" else "quiet"
    quiet = last.at - anchor(history)
    interval = policy.ceiling if why == "removed" else policy.bounded(quiet * policy.growth)
    return why, interval * (1 - policy.jitter * _fraction(history.url, last.at))


def _backoff(history: History, policy: Policy) -> timedelta:
    failures = 0
    for check in reversed(history.checks):
        if check.state not in NO_OBSERVATION:
            break
        failures += 1
    last = history.checks[-1]
    # Capping the exponent keeps a host that has been down for years from overflowing.
    interval = min(policy.backoff * (1 << min(failures - 1, 16)), policy.backoff_ceiling)
    if last.retry_at is None:
        return interval
    return max(interval, min(last.retry_at - last.at, policy.ceiling))


def _until_confirmation(history: History, policy: Policy) -> timedelta:
    """Up to the next step of the ladder; past its end the wait grows with the time the suspicion lasts."""
    sights = []
    for check in reversed(history.checks):
        if check.state == "suspect":
            sights.append(check.at)
        elif check.state not in NO_OBSERVATION:
            break
    last, first = sights[0], sights[-1]
    if len(sights) > len(policy.confirmations):
        return policy.bounded((last - first) * policy.growth)
    return first + policy.confirmations[len(sights) - 1] - last


def _fraction(url: str, at: datetime) -> float:
    """A number in [0, 1) that is the same on every machine, and another for every URL and check."""
    digest = hashlib.sha256(f"{url} {at.timestamp()}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
