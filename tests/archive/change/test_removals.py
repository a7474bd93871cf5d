"""An article counts as removed only after it was looked for, and missed, three times over two days."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.change.sighting import Sighting
from archive.change.states import checks
from archive.model import Article, Block
from tests.archive.change.looks import HOUR, START, absent, shown, states

if TYPE_CHECKING:
    from tests.archive.change.conftest import MakeArticle

NOT_FOUND = (
    "Trang bạn tìm không tồn tại hoặc đã được chuyển đi nơi khác.",
    "Mời bạn quay về trang chủ để đọc những tin mới nhất trong ngày.",
)


@pytest.mark.parametrize("status", [404, 410])
def test_removal_takes_three_sights_over_two_days(make_article: MakeArticle, status: int) -> None:
    story = checks(
        [shown(0, make_article()), *(absent(hours, status) for hours in (100, 101, 124, 172, 900))]
    )
    assert [check.state for check in story[1:]] == ["suspect", "suspect", "suspect", "removed", "removed"]
    assert story[4].between == (START, START + 100 * HOUR)
    assert story[4].evidence == {"status": status, "sights": 4, "over_hours": 72}
    assert story[5].between is None


def test_many_sights_within_a_day_do_not_remove(make_article: MakeArticle) -> None:
    assert "removed" not in states(shown(0, make_article()), *(absent(10 + hour) for hour in range(40)))


def test_a_good_sight_ends_a_suspicion(make_article: MakeArticle) -> None:
    article = make_article()
    sights = [shown(0, article, "sha1:A"), absent(10), absent(20), shown(30, article, "sha1:A")]
    assert states(*sights, absent(60), absent(70)) == [
        "first", "suspect", "suspect", "unchanged", "suspect", "suspect",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "failure",
    [
        *({"status": status} for status in (400, 401, 403, 408, 429, 451, 500, 502, 503, 504)),
        *({"outcome": kind} for kind in ("dns", "timeout", "tls", "robots", "stay_away", "unsafe")),
        {"status": 304},
        {"status": 302},
    ],
)
def test_a_failure_says_nothing(make_article: MakeArticle, failure: dict[str, Any]) -> None:
    failures = [Sighting(at=START + (10 + 24 * day) * HOUR, **failure) for day in range(9)]
    article = make_article()
    story = checks([shown(0, article, "sha1:A"), *failures, shown(300, article, "sha1:A")])
    kept_out = failure.get("status") in {401, 403, 451} or failure.get("outcome") in {"robots", "unsafe"}
    assert {check.state for check in story[1:-1]} == {"blocked" if kept_out else "error"}
    assert story[-1].state == "unchanged"


def test_failures_between_suspect_sights_neither_count_nor_clear(make_article: MakeArticle) -> None:
    sights = [shown(0, make_article()), absent(10), absent(11, 503), absent(30), absent(40, 403), absent(60)]
    assert states(*sights) == ["first", "suspect", "error", "suspect", "blocked", "removed"]


def test_an_emptied_article_and_a_soft_404_are_suspect(make_article: MakeArticle) -> None:
    emptied = [make_article(blocks=(), extraction=kind) for kind in ("container_missing", "container_empty")]
    soft = make_article(*NOT_FOUND, title="Không tìm thấy trang")
    story = checks([shown(hour, article) for hour, article in enumerate([make_article(), *emptied, soft])])
    assert [check.state for check in story] == ["first", "suspect", "suspect", "suspect"]
    assert story[1].evidence == {"extraction": "container_missing"}
    assert story[3].evidence == {"similarity": 0.0}


def test_a_suspect_page_never_becomes_the_text_to_compare_with(make_article: MakeArticle) -> None:
    soft = make_article(*NOT_FOUND)
    assert states(shown(0, make_article()), shown(1, soft), shown(2, soft), shown(3, make_article())) == [
        "first", "suspect", "suspect", "markup_only",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"landed_on": "https://paper.example/"}, "the home page"),
        ({"landed_on": "https://paper.example/xa-hoi/"}, "another page"),
        ({"landed_on": "https://paper.example/tin/", "companions": 3}, "3 other articles were led there too"),
    ],
)
def test_a_redirect_away_from_the_article_is_suspect(
    make_article: MakeArticle, fields: dict[str, Any], why: str
) -> None:
    led = shown(9, make_article(*NOT_FOUND), same_article=False, **fields)
    story = checks([shown(0, make_article()), led])
    assert (story[1].state, story[1].evidence["why"]) == ("suspect", why)


def test_a_redirect_to_a_host_that_may_not_be_fetched_is_suspect(make_article: MakeArticle) -> None:
    gone = Sighting(
        at=START + HOUR, outcome="unsafe", landed_on="https://parking.example/x", same_article=False
    )
    assert states(shown(0, make_article()), gone) == ["first", "suspect"]


@pytest.mark.parametrize(("same_article", "state"), [(True, "error"), (False, "suspect")])
def test_a_redirect_that_was_not_followed_speaks_by_its_target(
    make_article: MakeArticle, *, same_article: bool, state: str
) -> None:
    led = Sighting(
        at=START + HOUR, status=301, landed_on="https://paper.example/x-7.html", same_article=same_article
    )
    assert states(shown(0, make_article()), led) == ["first", state]


def test_an_article_that_moved_is_still_itself(make_article: MakeArticle) -> None:
    to_successor = shown(9, make_article(), landed_on="https://heir.example/story-100001.html")
    renamed = shown(9, make_article(), landed_on="https://paper.example/x-7.html", same_article=False)
    for moved in (to_successor, renamed):
        assert states(shown(0, make_article()), moved) == ["first", "markup_only"]


@pytest.mark.parametrize(
    "wall",
    [
        {"visible_text": "Vui lòng xác minh bạn không phải là robot để tiếp tục"},
        {"visible_text": "Just a moment... Checking your browser"},
        {"landed_on": "https://paper.example/dang-nhap?next=/story", "same_article": False},
    ],
)
def test_a_wall_makes_suspect_and_never_removes(make_article: MakeArticle, wall: dict[str, Any]) -> None:
    empty = make_article(blocks=(), extraction="container_missing")
    walled = [shown(30 * day, empty, **wall) for day in range(1, 9)]
    story = checks([shown(0, make_article()), *walled])
    assert {check.state for check in story[1:]} == {"suspect"}
    assert all(check.evidence["wall"] for check in story[1:])


def test_a_wall_before_a_removed_article_leaves_it_removed(make_article: MakeArticle) -> None:
    empty = make_article(blocks=(), extraction="container_missing")
    gone = [absent(hours) for hours in (100, 130, 172)]
    walled = shown(500, empty, visible_text="Just a moment...")
    told = states(shown(0, make_article()), *gone, walled, absent(900))
    assert told[-3:] == ["removed", "blocked", "removed"]


def test_what_comes_back_is_restored(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    gone = [absent(hours) for hours in (100, 130, 172)]
    same = checks([shown(0, make_article(), "sha1:A"), *gone, shown(500, make_article(), "sha1:A")])
    other = checks([shown(0, make_article()), *gone, shown(500, make_article(*story[:3]))])
    assert same[-1].state == other[-1].state == "restored"
    assert same[-1].between == (START + 172 * HOUR, START + 500 * HOUR)
    assert "changed" not in same[-1].evidence
    assert other[-1].evidence["changed"] == ["text"]


def sight(kind: str, hours: float, article: Article) -> Sighting:
    if kind == "good":
        return shown(hours, article, "sha1:A")
    if kind == "timeout":
        return Sighting(at=START + hours * HOUR, outcome="timeout")
    return absent(hours, {"absent": 404, "down": 503, "kept out": 403}[kind])


FAILURES = st.sampled_from(["down", "kept out", "timeout"])
KINDS = st.sampled_from(["good", "absent", "absent", "down", "kept out", "timeout"])


@given(st.lists(st.tuples(KINDS, st.integers(1, 60)), max_size=30))
def test_removed_is_only_what_was_looked_for_three_times_over_two_days(steps: list[tuple[str, int]]) -> None:
    article = Article(
        record_id="r", extraction="ok", extractor="x 1", blocks=(Block(type="paragraph", text="Cầu mới."),)
    )
    kinds = [kind for kind, _ in steps]
    hours = list(accumulate(wait for _, wait in steps))
    story = checks(sight(kind, at, article) for kind, at in zip(kinds, hours, strict=True))
    missed: list[int] = []
    for kind, at, check in zip(kinds, hours, story, strict=True):
        if kind == "good":
            missed = []
            assert check.state in {"first", "unchanged", "restored"}
        elif kind == "absent":
            missed.append(at)
            assert check.state == ("removed" if len(missed) >= 3 and at - missed[0] >= 48 else "suspect")
        else:
            assert check.state in {"error", "blocked"}


ANSWERS = st.sampled_from(["good", "other", "absent"])


@given(st.lists(st.tuples(ANSWERS, st.lists(FAILURES, max_size=3)), max_size=9))
def test_failures_change_no_other_verdict(steps: list[tuple[str, list[str]]]) -> None:
    texts = {"good": "Cầu mới dài 48 m.", "other": "Cầu mới dài 52 m."}
    clean: list[Sighting] = []
    failing: list[Sighting] = []
    for day, (kind, failures) in enumerate(steps):
        block = Block(type="paragraph", text=texts.get(kind, ""))
        article = Article(record_id="r", extraction="ok", extractor="x 1", blocks=(block,))
        seen = absent(24 * day) if kind == "absent" else shown(24 * day, article)
        clean.append(seen)
        failing += [seen, *(sight(each, 24 * day + hour, article) for hour, each in enumerate(failures, 1))]
    spoken = [check for check in checks(failing) if check.state not in {"error", "blocked"}]
    assert spoken == list(checks(clean))
