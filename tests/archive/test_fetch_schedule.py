"""The schedule keeps its promises for any history: bounds, monotony, budgets, errors that move nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archive.change.states import SIGHTS_TO_REMOVE, SPAN_TO_REMOVE
from archive.fetch_schedule import USUAL, History, Policy, anchor, due, schedule
from archive.model import Check, State

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
URL = "https://paper.example/story-100001.html"
EXACT = Policy(jitter=0)

spans = st.floats(min_value=0.001, max_value=24 * 60).map(lambda hours: timedelta(hours=hours))
states: st.SearchStrategy[State] = st.sampled_from(
    ["unchanged", "markup_only", "edited", "suspect", "removed", "restored", "blocked", "error"]
)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Any sequence of states at any distances, whether or not a crawl could bring it forth."""
    first_seen = START + draw(spans)
    at, checks = first_seen, []
    for state in draw(st.lists(states, max_size=8)):
        at += draw(spans)
        retry_at = draw(st.none() | spans.map(at.__add__))
        conditional = draw(st.booleans())
        checks.append(Check(at=at, state=state, conditional=conditional, retry_at=retry_at))
    if checks:
        checks[0] = replace(checks[0], conditional=False)
    published_at = draw(st.none() | spans.map(lambda before: first_seen + DAY - before))
    host = draw(st.sampled_from(["paper.example", "weekly.example"]))
    return History(
        url=f"https://{host}/{draw(st.integers(0, 10**6))}.html",
        first_seen=first_seen,
        published_at=published_at,
        checks=tuple(checks),
    )


def looked_at(*checks: tuple[float, State], published_at: datetime | None = START) -> History:
    """A history with checks at hours after START."""
    made = tuple(Check(at=START + hours * HOUR, state=state) for hours, state in checks)
    return History(url=URL, first_seen=START, published_at=published_at, checks=made)


def test_confirmations_suffice_to_call_a_removal() -> None:
    sights = [timedelta(0), *USUAL.confirmations]
    assert len(sights) >= SIGHTS_TO_REMOVE
    assert sights[-1] >= SPAN_TO_REMOVE


@given(histories())
def test_no_check_is_sooner_than_the_floor_or_later_than_the_ceiling(history: History) -> None:
    plan = schedule(history, START)
    if plan.last_checked is not None:
        assert USUAL.floor <= plan.next_due - plan.last_checked <= USUAL.ceiling


@given(histories(), spans)
def test_a_later_anchor_never_gives_a_later_check(history: History, later: timedelta) -> None:
    moved = replace(history, published_at=(history.published_at or history.first_seen) + later)
    assert schedule(moved, START).next_due <= schedule(history, START).next_due


@given(histories(), st.integers(1, 12), st.sampled_from(["error", "blocked"]))
def test_a_failure_never_moves_the_anchor_and_waits_a_day_at_most(
    history: History, failures: int, state: State
) -> None:
    assume(history.checks)
    last = history.checks[-1].at
    assume((history.published_at or START) <= last)
    failed = tuple(Check(at=last + hour * HOUR, state=state) for hour in range(1, failures + 1))
    after = replace(history, checks=history.checks + failed)
    assert anchor(after) == anchor(history)
    plan = schedule(after, START)
    assert plan.next_due - failed[-1].at <= DAY
    assert plan.why == state


@settings(max_examples=150)
@given(
    entered=spans,
    edits=st.lists(spans, min_size=1, max_size=8),
    tick=st.sampled_from([timedelta(minutes=1), HOUR, DAY]),
)
def test_an_edit_is_found_within_half_the_quiet_time(
    entered: timedelta, edits: list[timedelta], tick: timedelta
) -> None:
    edited_at = sorted(START + edit for edit in edits)
    history = History(url=URL, first_seen=START + entered, published_at=START)
    now, seen = START + entered, START + entered
    while seen < edited_at[-1]:
        plan = schedule(history, now)
        if now < plan.next_due:
            now += tick * -((now - plan.next_due) // tick)
        found = [edit for edit in edited_at if seen < edit <= now] if history.checks else []
        for edit in found:
            quiet = edit - anchor(history)
            assert now - edit <= max(USUAL.floor, min(USUAL.ceiling, quiet * USUAL.growth)) + tick
        state: State = "edited" if found else "unchanged" if history.checks else "first"
        history = replace(history, checks=(*history.checks, Check(at=now, state=state)))
        seen = now


@pytest.mark.parametrize(("days", "checks"), [(1, 9), (7, 13), (30, 17), (180, 23), (365, 29)])
def test_a_quiet_article_costs_a_handful_of_requests(days: int, checks: int) -> None:
    history = looked_at((0, "first"))
    while (at := schedule(history, START, EXACT).next_due) <= START + days * DAY:
        history = replace(history, checks=(*history.checks, Check(at=at, state="unchanged")))
    assert len(history.checks) == checks


@given(st.lists(histories(), max_size=8, unique_by=lambda each: each.url), st.integers(0, 3), spans)
def test_the_budget_of_a_host_is_never_exceeded_and_never_left_over(
    known: list[History], per_host: int, later: timedelta
) -> None:
    now = START + later
    ripe = Counter(urlsplit(plan.url).hostname for plan in due(known, now))
    chosen = Counter(urlsplit(plan.url).hostname for plan in due(known, now, per_host))
    assert chosen == +Counter({host: min(number, per_host) for host, number in ripe.items()})


@given(st.lists(histories(), max_size=8, unique_by=lambda each: each.url), spans)
def test_nothing_is_due_before_its_time_and_the_most_overdue_comes_first(
    known: list[History], later: timedelta
) -> None:
    now = START + later
    plans = due(known, now)
    assert all(plan.next_due <= now for plan in plans)
    assert all(before.overdue(now) >= after.overdue(now) for before, after in pairwise(plans))


def test_a_shortage_delays_old_and_new_articles_alike() -> None:
    fresh = replace(looked_at((0, "first"), (10, "unchanged")), url="https://paper.example/fresh.html")
    old = replace(
        looked_at((0, "first"), (10, "unchanged"), published_at=START - 100 * DAY),
        url="https://paper.example/old.html",
    )
    # Hours after the last check: the fresh one is planned after 5, the old one after 30 days.
    assert [plan.url for plan in due([old, fresh], START + 60 * DAY, 1)] == [fresh.url]
    just_checked = replace(fresh, checks=(*fresh.checks, Check(at=START + 59 * DAY, state="edited")))
    assert [plan.url for plan in due([old, just_checked], START + 59 * DAY + 1.1 * HOUR, 1)] == [old.url]
    # Six hours instead of one is worse than 59 days instead of 30.
    plans = due([old, just_checked], START + 59 * DAY + 6 * HOUR, 1)
    assert [plan.url for plan in plans] == [just_checked.url]


def test_what_was_never_fetched_comes_first_and_is_due_at_once() -> None:
    new = History(url="https://paper.example/new.html", first_seen=START + 2 * DAY)
    plans = due([looked_at((0, "first")), new], START + 2 * DAY, 1)
    assert [(plan.url, plan.why, plan.conditional) for plan in plans] == [(new.url, "never_fetched", False)]


def test_a_date_of_publication_in_the_future_counts_as_now() -> None:
    history = looked_at((0, "first"), published_at=START + 400 * DAY)
    assert anchor(history) == START
    assert schedule(history, START, EXACT).next_due == START + HOUR


def test_failures_back_off_up_to_a_day() -> None:
    waits = []
    history = looked_at((0, "first"))
    for _ in range(7):
        failed = Check(at=schedule(history, START).next_due, state="error")
        history = replace(history, checks=(*history.checks, failed))
        waits.append((schedule(history, START).next_due - failed.at) / HOUR)
    assert waits == [1, 2, 4, 8, 16, 24, 24]


def test_retry_after_is_obeyed_up_to_the_ceiling() -> None:
    for asked, kept in [(6 * HOUR, 6 * HOUR), (timedelta(minutes=1), HOUR), (4000 * DAY, 30 * DAY)]:
        check = Check(at=START, state="error", retry_at=START + asked)
        history = History(url=URL, first_seen=START, checks=(check,))
        assert schedule(history, START).next_due == START + kept


def test_a_suspicion_is_confirmed_after_an_hour_a_day_and_three_days() -> None:
    history = looked_at((0, "first"), (100, "unchanged"), (200, "suspect"))
    hours = []
    for _ in range(3):
        at = schedule(history, START).next_due
        hours.append((at - START) / HOUR - 200)
        history = replace(history, checks=(*history.checks, Check(at=at, state="suspect")))
    assert hours == [1, 24, 72]
    # A wall that never opens stays a suspicion: the wait grows from there.
    assert (schedule(history, START).next_due - history.checks[-1].at) / HOUR == 36


def test_a_late_confirmation_still_leaves_the_host_an_hour() -> None:
    history = looked_at((0, "first"), (200, "suspect"), (300, "suspect"))
    assert schedule(history, START).next_due == START + 301 * HOUR


def test_a_removed_article_is_looked_for_every_month() -> None:
    history = looked_at((0, "first"), (10, "suspect"), (11, "suspect"), (82, "removed"))
    plan = schedule(history, START, EXACT)
    assert (plan.why, plan.next_due) == ("removed", START + 82 * HOUR + 30 * DAY)


def test_validators_are_left_out_at_least_every_fifth_time() -> None:
    history = History(url=URL, first_seen=START, published_at=START - 300 * DAY)
    sent = []
    for _ in range(16):
        plan = schedule(history, START, EXACT)
        sent.append(plan.conditional)
        check = Check(at=plan.next_due, state="unchanged", conditional=plan.conditional)
        history = replace(history, checks=(*history.checks, check))
    # The second is the audit at 30 days; then four conditional ones between audits.
    assert sent == [False, False, *[True, True, True, True, False] * 2, True, True, True, True]


def test_validators_are_left_out_after_a_day_a_week_and_a_month() -> None:
    daily = History(url=URL, first_seen=START, checks=(Check(at=START, state="first"),))
    policy = Policy(audit_every=1000, growth=0, floor=DAY)
    audits = []
    for _ in range(40):
        plan = schedule(daily, START, policy)
        if not plan.conditional:
            audits.append((plan.next_due - START).days)
        check = Check(at=plan.next_due, state="unchanged", conditional=plan.conditional)
        daily = replace(daily, checks=(*daily.checks, check))
    assert audits == [1, 7, 30]


@given(histories())
def test_nothing_suspect_is_asked_for_with_validators(history: History) -> None:
    seen = [check.state for check in history.checks if check.state not in {"error", "blocked"}]
    if not seen or seen[-1] in {"suspect", "removed"}:
        assert not schedule(history, START).conditional
