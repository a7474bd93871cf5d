"""Every look gets the state a careful reader would give its text: no edit without proof."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from archive.change.sighting import Sighting
from archive.change.states import checks
from archive.model import Block
from tests.archive.change.looks import HOUR, START, absent, shown, states

if TYPE_CHECKING:
    from tests.archive.change.conftest import MakeArticle


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


def test_a_text_that_could_not_be_extracted_is_no_removal(make_article: MakeArticle) -> None:
    lost = [make_article(blocks=(), extraction=kind) for kind in ("failed", "timeout", "too_big")]
    sights = [shown(50 * hour, article) for hour, article in enumerate(lost, 1)]
    assert states(shown(0, make_article()), *sights) == ["first", "error", "error", "error"]


def test_a_page_cut_off_on_the_way_is_no_edit(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    cut = shown(1, make_article(*story[:2]), truncated="disconnect")
    assert states(shown(0, make_article()), cut) == ["first", "error"]


def test_an_article_about_captchas_is_an_article(make_article: MakeArticle, story: tuple[str, ...]) -> None:
    about = make_article(*story, "Trang của xã dùng captcha, ai muốn góp ý vui lòng đăng nhập.")
    assert states(shown(0, about), shown(1, make_article())) == ["first", "edited"]
    long = make_article(*(f"{text} Ai góp ý trên trang phải qua captcha." for text in story * 4))
    assert states(shown(0, replace(long, extraction="fallback"))) == ["first"]


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
