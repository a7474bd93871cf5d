"""Why the next check of an original falls when it does, in lines for a terminal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from archive.cli.printing import counted
from archive.fetch_schedule import USUAL, anchor, schedule
from archive.model import CHANGED

if TYPE_CHECKING:
    from datetime import datetime

    from archive.fetch_schedule import FetchSchedule, History, Policy, Why


def explain(history: History, now: datetime, policy: Policy = USUAL) -> str:
    plan = schedule(history, now, policy)
    lines = [history.url]
    if plan.last_checked is None:
        lines.append(f"  never fetched; cited since {_moment(history.first_seen)}, due at once")
        return "\n".join(lines)
    lines += [
        f"  {_start(history)} {_moment(anchor(history))}, {counted(len(history.checks), 'check')} so far",
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
    if any(check.state in CHANGED and check.at == anchor(history) for check in history.checks):
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
