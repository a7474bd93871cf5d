"""An explanation says since when an original is quiet, and what follows from it."""

from __future__ import annotations

import pytest
from hypothesis import given

from archive.cli.explanation import explain
from archive.fetch_schedule import History, schedule
from tests.archive.test_fetch_schedule import DAY, EXACT, HOUR, START, histories, looked_at


@given(histories())
def test_every_schedule_can_be_explained(history: History) -> None:
    plan = schedule(history, START)
    text = explain(history, START + 100 * DAY)
    assert text.startswith(history.url)
    assert plan.last_checked is None or f"{plan.next_due:%Y-%m-%d %H:%M} UTC" in text


@pytest.mark.parametrize(
    ("history", "told"),
    [
        (looked_at((5, "first"), (6, "edited")), "last changed 2026-03-01 12:00 UTC"),
        (looked_at((5, "first")), "published 2026-03-01 06:00 UTC"),
        (looked_at((5, "first"), published_at=None), "first seen 2026-03-01 06:00 UTC"),
    ],
)
def test_an_explanation_says_since_when_it_is_quiet(history: History, told: str) -> None:
    assert told in explain(history, START)


def test_an_explanation_tells_the_quiet_time_and_what_follows() -> None:
    history = looked_at((0, "first"), (1, "unchanged"), (72, "unchanged"))
    assert explain(history, START + 96 * HOUR, EXACT).splitlines() == [
        "https://paper.example/story-100001.html",
        "  published 2026-03-01 06:00 UTC, 3 checks so far",
        "  last checked 2026-03-04 06:00 UTC: unchanged",
        "  quiet for 3 d: wait 0.5 of that, not under 1 h, not over 30 d",
        "  next check 2026-03-05 18:00 UTC, 1 d 12 h after the last",
        "  with validators: a 304 will do",
    ]
