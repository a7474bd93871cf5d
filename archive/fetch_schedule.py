"""When to look at an original again: the longer it has been quiet, the longer the wait.

A schedule is a pure function of the checks so far. There is no queue, so a killed run loses nothing; a
catalog keeps what this function says beside the checks of which it says so.
With g = 0.5, an edit is found within half the time the article had been quiet, never later than `ceiling`
and never sooner than `floor`, as long as the host answers and the budget lasts.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import takewhile
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from archive.model import ABSENT, CHANGED, UNOBSERVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from archive.model import Check, State

Why = Literal["never_fetched", "quiet", "suspect", "removed", "error", "blocked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The numbers of the schedule.

    With other numbers here, a catalog's SCHEMA_VERSION is another: it keeps what these came to.
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
class Standing:
    """How an original stands after its checks: all that a schedule needs of them.

    The last `failures` said nothing. Of the others the last `sights` were suspect, the first of these at
    `suspected_at`; the very first was at `looked_at`, and the last without validators at `audited_at`, with
    `conditional_since` checks after it.
    """

    last_at: datetime
    last_state: State
    retry_at: datetime | None
    changed_at: datetime | None
    failures: int
    sights: int
    suspected_at: datetime | None
    is_gone: bool
    looked_at: datetime | None
    audited_at: datetime | None
    conditional_since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of an original when the next check is planned; the checks are from the oldest.

    `first_seen` is when its citation was found, `published_at` what the page or the rendering says.
    """

    url: str
    first_seen: datetime
    published_at: datetime | None = None
    checks: tuple[Check, ...] = ()

    @property
    def standing(self) -> Standing | None:
        return standing_after(self.checks)


def standing_after(checks: Sequence[Check]) -> Standing | None:
    """How these checks, from the oldest, leave an original; None where there are none."""
    if not checks:
        return None
    last = checks[-1]
    looks = [check for check in checks if check.state not in UNOBSERVED]
    audits = [check.at for check in looks if not check.conditional]
    sights = list(takewhile(lambda check: check.state == "suspect", reversed(looks)))
    return Standing(
        last_at=last.at,
        last_state=last.state,
        retry_at=last.retry_at,
        changed_at=next((check.at for check in reversed(looks) if check.state in CHANGED), None),
        failures=sum(1 for _ in takewhile(lambda check: check.state in UNOBSERVED, reversed(checks))),
        sights=len(sights),
        suspected_at=sights[-1].at if sights else None,
        is_gone=bool(looks) and looks[-1].state in ABSENT,
        looked_at=looks[0].at if looks else None,
        audited_at=audits[-1] if audits else None,
        conditional_since=sum(check.conditional for check in checks if audits and check.at > audits[-1]),
    )


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


def schedule(one: History, now: datetime, policy: Policy = USUAL) -> FetchSchedule:
    """The next check, sent at `now` or when it is due, whichever is later."""
    standing = one.standing
    if standing is None:
        return never_fetched(one.url, one.first_seen)
    next_due = standing.last_at + max(_interval(one, standing, policy), policy.floor)
    return planned(one.url, standing, next_due, now, policy)


def never_fetched(url: str, first_seen: datetime) -> FetchSchedule:
    """The first check, due since its citation was found."""
    return FetchSchedule(
        url=url, last_checked=None, next_due=first_seen, why="never_fetched", conditional=False
    )


def planned(
    url: str, standing: Standing, next_due: datetime, now: datetime, policy: Policy = USUAL
) -> FetchSchedule:
    """The next check of what stands so, where it is known already when that is due."""
    return FetchSchedule(
        url=url,
        last_checked=standing.last_at,
        next_due=next_due,
        why=_why(standing.last_state),
        conditional=_may_be_conditional(standing, max(now, next_due), policy),
    )


def may_be_conditional(history: History, at: datetime, policy: Policy = USUAL) -> bool:
    """Whether a check made at a time may send validators; now and then one must ask for the whole page."""
    standing = history.standing
    return standing is not None and _may_be_conditional(standing, at, policy)


def _may_be_conditional(standing: Standing, at: datetime, policy: Policy) -> bool:
    audited, first = standing.audited_at, standing.looked_at
    if audited is None or first is None or standing.is_gone:
        return False
    if standing.conditional_since >= policy.audit_every - 1:
        return False
    return not any(audited < first + age <= at for age in policy.audit_ages)


def due(
    watched: Iterable[History], now: datetime, per_host: int | None = None, policy: Policy = USUAL
) -> list[FetchSchedule]:
    """What to fetch now, at most `per_host` of one host, the most overdue first.

    Overdue counts in shares of the planned interval, so a shortage delays all articles alike. What was never
    fetched comes before everything else.
    """
    ripe = [plan for one in watched if (plan := schedule(one, now, policy)).next_due <= now]
    ripe.sort(key=lambda plan: (-plan.overdue(now), plan.next_due, plan.url))
    return list(within_budget(ripe, per_host))


def within_budget(plans: Iterable[FetchSchedule], per_host: int | None) -> Iterator[FetchSchedule]:
    """The first of these of each host, as many as it may be asked for."""
    taken: Counter[str] = Counter()
    for plan in plans:
        host = urlsplit(plan.url).hostname or ""
        if per_host is None or taken[host] < per_host:
            taken[host] += 1
            yield plan


def anchor(one: History) -> datetime:
    """Since when the article is quiet: its last known change, else its publication, else its first sight.

    A date of publication that lies ahead of the last check is a mistake of the page and taken for that check.
    """
    return _anchor(one, one.standing)


def _anchor(one: History, standing: Standing | None) -> datetime:
    start = one.published_at or one.first_seen
    if standing is None:
        return start
    return min(max(start, standing.changed_at or start), standing.last_at)


def _why(state: State) -> Why:
    if state in UNOBSERVED:
        return "blocked" if state == "blocked" else "error"
    if state == "suspect":
        return "suspect"
    return "removed" if state == "removed" else "quiet"


def _interval(one: History, standing: Standing, policy: Policy) -> timedelta:
    why = _why(standing.last_state)
    if why in {"blocked", "error"}:
        return _backoff(standing, policy)
    if why == "suspect":
        return _until_confirmation(standing, policy)
    quiet = standing.last_at - _anchor(one, standing)
    interval = policy.ceiling if why == "removed" else policy.bounded(quiet * policy.growth)
    return interval * (1 - policy.jitter * _fraction(one.url, standing.last_at))


def _backoff(standing: Standing, policy: Policy) -> timedelta:
    # Capping the exponent keeps a host that has been down for years from overflowing.
    interval = min(policy.backoff * (1 << min(standing.failures - 1, 16)), policy.backoff_ceiling)
    if standing.retry_at is None:
        return interval
    return max(interval, min(standing.retry_at - standing.last_at, policy.ceiling))


def _until_confirmation(standing: Standing, policy: Policy) -> timedelta:
    """Up to the next step of the ladder; past its end the wait grows with the time the suspicion lasts."""
    last, first = standing.last_at, standing.suspected_at or standing.last_at
    if standing.sights > len(policy.confirmations):
        return policy.bounded((last - first) * policy.growth)
    return first + policy.confirmations[standing.sights - 1] - last


def _fraction(url: str, at: datetime) -> float:
    """A number in [0, 1) that is the same on every machine, and another for every URL and check."""
    digest = hashlib.sha256(f"{url} {at.timestamp()}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
