from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.align import Side, bead_gains
from archive.pairing.anchors import anchors
from archive.pairing.contain import containments
from archive.pairing.likelihood import LengthModel
from archive.pairing.outline import outline_of
from archive.pairing.readings import with_readings

RENDERING = ["Den 3 maj öppnade 12 skolor i Linhe.", "Skolorna kostade 40 miljoner."]
ORIGINAL = ["Ngày 3/5, 12 trường học ở Lâm Hà khai trương.", "Các trường tốn 40 triệu."]
OTHER = ["Giá gạo tăng 8% trong tháng 4.", "Bà Lao Mei Hua mua 70 tấn."]
LENGTHS = LengthModel()

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


@given(paragraphs, st.lists(paragraphs, max_size=4))
def test_any_texts_have_a_finite_figure_each(rendering: list[str], articles: list[list[str]]) -> None:
    found = containments(rendering, [outline_of(article) for article in articles], "sv", LENGTHS)
    assert len(found) == len(articles)
    assert all(abs(value) < 1000 for value in found)


def test_one_paragraph_beside_another_is_worth_what_the_bead_of_the_two_is() -> None:
    there = [anchors(ORIGINAL[0], "vi")]
    here = [with_readings(anchors(RENDERING[0], "sv"), RENDERING[0], there[0].every)]
    gains = bead_gains(Side(RENDERING[:1], here, []), Side(ORIGINAL[:1], there, []), LENGTHS, None)
    [held] = containments(RENDERING[:1], [outline_of(ORIGINAL[:1])], "sv", LENGTHS)
    assert held == pytest.approx(gains[(0,), (0,)][0, 0])
