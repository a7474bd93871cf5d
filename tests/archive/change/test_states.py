"""Every look gets the state a careful reader would give it: no removal and no edit without proof."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.change.sighting import Sighting
from archive.change.states import checks
from archive.model import Article, Block

if TYPE_CHECKING:
    from tests.archive.change.conftest import MakeArticle

START = datetime(2026, 3, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)

NOT_FOUND = (
    "Trang bạn tìm không tồn tại hoặc đã được chuyển đi nơi khác.",
    "Mời bạn quay về trang chủ để đọc những tin mới nhất trong ngày.",
)


def shown(hours: float, article: Article | None = None, digest: str | None = None, **fields: Any) -> Sighting:
    """An answer 200 some hours after START; every one has bytes of its own unless told."""
    made = {"at": START + hours * HOUR, "status": 200, "digest": digest or f"sha1:{hours}"}
    return Sighting(**{**made, "article": article, **fields})


def absent(hours: float, status: int = 404) -> Sighting:
    return Sighting(at=START + hours * HOUR, status=status)


def states(*sightings: Sighting) -> list[str]:
    return [check.state for check in checks(sightings)]


def test_identical_bytes_and_a_304_are_unchanged(make_article: MakeArticle) -> None:
    article = make_article()
    story = checks(
        [
            shown(0, article, "sha1:A", record_id="r1"),
            shown(1, article, "sha1:A", record_id="r2"),
            shown(2, None, "sha1:A"),
            Sighting(at=START + 3 * HOUR, status=304, conditional=True),
        ]
    )
    assert [check.state for check in story] == ["first", "unchanged", "unchanged", "unchanged"]
    assert story[3].evidence == {"not_modified": True}
    assert story[3].compared_with == "r2"


def test_other_bytes_with_the_same_text_are_markup(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    typeset = [text.replace("“", '"').replace("khánh", "kha\u0301nh") for text in story]
    joined = [" ".join(story[:2]), *story[2:]]
    dated = [story[0], "Thứ Năm, 12/3/2026 - 09:15", *story[1:]]
    variants = [make_article(*texts) for texts in (typeset, joined, dated)]
    assert states(shown(0, make_article()), *(shown(h, a) for h, a in enumerate(variants, 1))) == [
        "first", "markup_only", "markup_only", "markup_only",
    ]  # fmt: skip


def test_a_byline_or_a_date_alone_makes_no_edit(make_article: MakeArticle) -> None:
    article = make_article()
    signed = (*article.blocks, Block(type="byline", text="Lê Minh"))
    later = make_article(blocks=signed, authors=("Lê Minh",), published_at=START)
    assert states(shown(0, article), shown(1, later)) == ["first", "markup_only"]


def test_a_match_that_is_put_off_is_an_edit(make_article: MakeArticle) -> None:
    kick_offs = ["06/04/2026 | 19:00", "06/04/2026 | 21:30", "07/04/2026 | 00:15"]
    put_off = [*kick_offs[:2], "08/04/2026 | 00:15"]
    matches = [make_article("Lịch thi đấu", *times, "Đội nào thắng?") for times in (kick_offs, put_off)]
    assert states(shown(0, matches[0]), shown(1, matches[1])) == ["first", "edited"]


def test_an_edit_is_bracketed_by_the_last_full_sight(make_article: MakeArticle) -> None:
    edited = make_article(title="Cầu mới ở Lâm Thượng thông xe")
    story = checks(
        [
            shown(0, make_article(), record_id="r1"),
            shown(5, make_article(), record_id="r2"),
            Sighting(at=START + 9 * HOUR, status=304, conditional=True),
            shown(12, edited, record_id="r3"),
        ]
    )
    assert story[3].state == "edited"
    # A 304 is only the server's claim, so the change may have come before it.
    assert story[3].between == (START + 5 * HOUR, START + 12 * HOUR)
    assert story[3].evidence == {"changed": ["title"], "seen_before": False}
    assert (story[3].compared_with, story[3].record_id) == ("r2", "r3")


def test_a_title_lost_with_the_metadata_is_no_headline_change(make_article: MakeArticle) -> None:
    assert states(shown(0, make_article()), shown(1, make_article(title=None))) == ["first", "markup_only"]


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


def test_a_text_that_could_not_be_extracted_is_no_removal(make_article: MakeArticle) -> None:
    lost = [make_article(blocks=(), extraction=kind) for kind in ("failed", "timeout", "too_big")]
    sights = [shown(50 * hour, article) for hour, article in enumerate(lost, 1)]
    assert states(shown(0, make_article()), *sights) == ["first", "error", "error", "error"]


def test_a_page_cut_off_on_the_way_is_no_edit(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    cut = shown(1, make_article(*story[:2]), truncated="disconnect")
    assert states(shown(0, make_article()), cut) == ["first", "error"]


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


def test_an_article_about_captchas_is_an_article(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    about = make_article(*story, "Trang của xã dùng captcha, ai muốn góp ý vui lòng đăng nhập.")
    assert states(shown(0, about), shown(1, make_article())) == ["first", "edited"]
    long = make_article(*(f"{text} Ai góp ý trên trang phải qua captcha." for text in story * 4))
    assert states(shown(0, replace(long, extraction="fallback"))) == ["first"]


def test_what_comes_back_is_restored(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    gone = [absent(hours) for hours in (100, 130, 172)]
    same = checks([shown(0, make_article(), "sha1:A"), *gone, shown(500, make_article(), "sha1:A")])
    other = checks([shown(0, make_article()), *gone, shown(500, make_article(*story[:3]))])
    assert same[-1].state == other[-1].state == "restored"
    assert same[-1].between == (START + 172 * HOUR, START + 500 * HOUR)
    assert "changed" not in same[-1].evidence
    assert other[-1].evidence["changed"] == ["text"]


def test_two_texts_in_turn_stop_counting_as_edits(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    one, other = make_article(), make_article(*story[:3])
    told = checks([shown(hour, (one, other)[hour % 2]) for hour in range(8)])
    assert [check.state for check in told] == ["first", *["edited"] * 3, *["markup_only"] * 4]
    assert [check.evidence["seen_before"] for check in told[1:4]] == [False, True, True]


def test_a_fallback_text_with_lines_from_around_the_article_is_no_edit(
    make_article: MakeArticle, story: tuple[str, ...]
) -> None:
    around = make_article(*story, "Đọc nhiều trong tuần", extraction="fallback")
    cut = make_article(*story[:3], "Đọc nhiều trong tuần", extraction="fallback")
    assert states(shown(0, make_article()), shown(1, around), shown(2, make_article())) == [
        "first", "markup_only", "markup_only",
    ]  # fmt: skip
    other_around = make_article(*story, "Tin tài trợ", extraction="fallback")
    assert states(shown(0, make_article()), shown(1, around), shown(2, other_around)) == [
        "first", "markup_only", "markup_only",
    ]  # fmt: skip
    assert states(shown(0, make_article()), shown(1, cut)) == ["first", "edited"]


def test_an_article_that_grows_tenfold_is_edited_not_suspect(
    make_article: MakeArticle, story: tuple[str, ...]
) -> None:
    longer = [f"Đoạn thứ {number} của bài tường thuật thêm điều {number * 7}." for number in range(200)]
    assert states(shown(0, make_article(*story[:1])), shown(1, make_article(story[0], *longer))) == [
        "first", "edited",
    ]  # fmt: skip


def test_texts_of_two_extractors_are_refused(make_article: MakeArticle) -> None:
    with pytest.raises(ValueError, match="two extractors"):
        checks([shown(0, make_article()), shown(1, make_article(extractor="x 2"))])


def test_the_first_sight_may_be_of_nothing(make_article: MakeArticle) -> None:
    sights = [absent(0, 503), absent(1), shown(2, make_article())]
    assert states(*sights) == ["error", "suspect", "first"]


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
