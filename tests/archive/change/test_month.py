"""Schedule and verdicts together tell the story of an article as a person who watched it would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from archive.change.sighting import Sighting
from archive.change.states import Past, next_check
from archive.fetch_schedule import History, schedule

if TYPE_CHECKING:
    from archive.model import Article, Check
    from tests.archive.change.conftest import MakeArticle

PUBLISHED = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://paper.example/story-100001.html"
# Days after publication, from and to.
FAILURES: dict[tuple[float, float], dict[str, Any]] = {
    (3, 4.2): {"outcome": "timeout"},
    (5, 7): {"status": 403},
    (9, 11): {"status": 404},
}


class Paper:
    """A site whose article lives through a hard month; every page it sends has bytes of its own."""

    def __init__(self, make_article: MakeArticle) -> None:
        self.article = make_article()
        self.renamed = make_article(title="Cầu mới thông xe")
        self.front_page = make_article("Tin mới trong ngày từ khắp các vùng miền.", title="Trang chủ")

    def answer(self, at: datetime, *, conditional: bool) -> Sighting:
        day = (at - PUBLISHED) / DAY
        for (start, end), failure in FAILURES.items():
            if start <= day < end:
                return Sighting(at=at, conditional=conditional, **failure)
        if 20 <= day < 60:
            return self._sent(at, self.front_page, landed_on="https://paper.example/", same_article=False)
        if conditional and day >= 2:
            return Sighting(at=at, status=304, conditional=True)
        return self._sent(at, self.article if day < 1 else self.renamed)

    def _sent(
        self, at: datetime, article: Article, landed_on: str | None = None, *, same_article: bool = True
    ) -> Sighting:
        return Sighting(
            at=at,
            status=200,
            digest=f"sha1:{at.timestamp()}",
            article=article,
            landed_on=landed_on,
            same_article=same_article,
        )


def watched(paper: Paper, until: datetime) -> tuple[Check, ...]:
    history, past = History(url=URL, first_seen=PUBLISHED + DAY / 24, published_at=PUBLISHED), Past()
    while (plan := schedule(history, history.first_seen)).next_due < until:
        check, past = next_check(paper.answer(plan.next_due, conditional=plan.conditional), past)
        history = History(
            url=URL,
            first_seen=history.first_seen,
            published_at=PUBLISHED,
            checks=(*history.checks, check),
        )
    return history.checks


def test_a_hard_month_is_told_as_it_was(make_article: MakeArticle) -> None:
    checks = watched(Paper(make_article), PUBLISHED + 100 * DAY)
    quiet = {"markup_only", "unchanged"}
    told = [state for state, _ in groupby("quiet" if c.state in quiet else c.state for c in checks)]
    assert told == [
        *("first", "quiet", "edited", "quiet", "error", "quiet", "blocked", "quiet", "suspect", "quiet"),
        *("suspect", "removed", "restored", "quiet"),
    ]
    removed = next(check for check in checks if check.state == "removed")
    restored = next(check for check in checks if check.state == "restored")
    assert removed.between is not None
    assert removed.between[0] < PUBLISHED + 20 * DAY <= removed.between[1]
    assert restored.between is not None
    assert restored.between[0] < PUBLISHED + 60 * DAY <= restored.between[1]
    assert sum("not_modified" in check.evidence for check in checks) > 1
    assert len(checks) < 70
