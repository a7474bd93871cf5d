from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.align import ALONE, table_gains
from archive.pairing.anchors import anchors
from archive.pairing.comparison import containments
from archive.pairing.find import Query, indexed
from archive.pairing.folders import stories
from archive.pairing.groups import widths
from archive.pairing.learned import NOTHING_LEARNED
from archive.pairing.likelihood import FOUND, FOUND_BACK, LengthModel, anchor_tables
from archive.pairing.match import matched, ranked
from archive.pairing.outline import outline_of
from archive.pairing.paths import best_paths
from archive.pairing.readings import with_readings
from archive.pairing.sentences import sentence_count

RENDERING = ["Den 3 maj öppnade 12 skolor i Linhe.", "Skolorna kostade 40 miljoner."]
ORIGINAL = ["Ngày 3/5, 12 trường học ở Lâm Hà khai trương.", "Các trường tốn 40 triệu."]
OTHER = ["Giá gạo tăng 8% trong tháng 4.", "Bà Lao Mei Hua mua 70 tấn."]
OURS = [
    *RENDERING,
    "Zhou Haiming kom med Ha Van Lam på fredag.",
    "Riset blev 8 % dyrare i Laos.",
    "En rubrik",
]
THEIRS = [*ORIGINAL, *OTHER, "Ông Châu Hải Minh và ông Hà Văn Lâm đến vào thứ Sáu.", "Gạo Lào, 8 tỷ", "40"]
LENGTHS = LengthModel()

paragraph = st.integers(0, 4)
paragraphs = st.lists(st.text(max_size=30), max_size=5)


def test_article_that_goes_on_holds_its_beginning_as_well_as_the_beginning_alone_does() -> None:
    [alone] = containments(RENDERING, [outline_of(ORIGINAL)], "sv", LENGTHS)
    [begun, other] = containments(
        RENDERING, [outline_of(ORIGINAL + OTHER * 20), outline_of(OTHER)], "sv", LENGTHS
    )
    assert begun > other
    assert begun > alone * 0.9


def test_paragraphs_of_two_articles_make_no_bead() -> None:
    parts = containments(RENDERING, [outline_of(ORIGINAL[:1]), outline_of(ORIGINAL[1:])], "sv", LENGTHS)
    assert max(parts) < containments(RENDERING, [outline_of(ORIGINAL)], "sv", LENGTHS)[0]


@pytest.mark.parametrize("others", [[], [OTHER]])
def test_article_without_paragraphs_leaves_every_one_of_the_rendering_alone(others: list[list[str]]) -> None:
    found = containments(RENDERING, [outline_of(one) for one in ([], *others)], "sv", LENGTHS)
    assert found[0] == pytest.approx(ALONE)
    assert found[0] == min(found)


def test_article_of_nothing_but_blanks_and_furniture_ranks_behind_one_that_fits_badly() -> None:
    files = {"bare": ("", " ", "Trang chủ"), "other": (*OTHER, "Trang chủ"), "more": (THEIRS[4], "Trang chủ")}
    told = stories(files)
    assert told["bare"] == ()
    query = Query(lang="sv", texts=tuple(RENDERING))
    found = ranked(query, indexed(told.items()), NOTHING_LEARNED)
    assert found[0][0] == "other"
    assert dict(found)["bare"] == min(score for _, score in found) < found[0][1] < 0
    assert (
        matched(query, indexed(told.items()), told.__getitem__, NOTHING_LEARNED).candidates[0][0] == "other"
    )


@given(paragraphs, st.lists(paragraphs, max_size=4))
def test_any_texts_have_a_finite_figure_each(rendering: list[str], articles: list[list[str]]) -> None:
    found = containments(rendering, [outline_of(article) for article in articles], "sv", LENGTHS)
    assert len(found) == len(articles)
    assert all(abs(value) < 1000 for value in found)


@given(st.lists(paragraph, min_size=1, max_size=5), st.lists(paragraph, min_size=1, max_size=7))
def test_an_article_is_worth_its_best_path_by_the_aligners_tables(ours: list[int], theirs: list[int]) -> None:
    rendering, article = [OURS[k] for k in ours], [THEIRS[k] for k in theirs]
    there = [anchors(text, "vi") for text in article]
    vocabulary = frozenset[str]().union(*(one.every for one in there))
    here = [with_readings(anchors(text, "sv"), text, vocabulary) for text in rendering]
    forth, back = anchor_tables(here, there, FOUND), anchor_tables(there, here, FOUND_BACK)
    sizes = [
        (widths([len(text) for text in texts]), widths([sentence_count(text) for text in texts]))
        for texts in (rendering, article)
    ]
    gains = table_gains(forth, back, LENGTHS, (sizes[0], sizes[1]))
    [most] = best_paths(gains, [0, len(article)], len(rendering), ALONE)
    [held] = containments(rendering, [outline_of(article)], "sv", LENGTHS)
    assert held == pytest.approx(most / len(rendering))
