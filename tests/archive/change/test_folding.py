"""What a reader would not call a change is folded away, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.change.folding import comparable, is_date_line


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoà bình", "hòa bình"),
        ("Uỷ ban", "Ủy ban"),
        ("khoẻ, thuý, HOÀ", "khỏe, thúy, HÒA"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("“Được”, bà nói…", '"Được", bà nói...'),
        ("2024 – 2025", "2024 - 2025"),
        ("Bí\u200bthư  tỉnh\u00a0uỷ", "Bí thư tỉnh ủy"),
        ("ngân\u00adhàng", "ngânhàng"),
        (unicodedata.normalize("NFD", "Trường Sa"), "Trường Sa"),
    ],
)
def test_spellings_of_one_word_are_equal(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hoàn", "hòan "), ("má", "mà"), ("hoa", "hòa"), ("không", "khong"), ("Hòa", "hòa"), ("1.000", "1000")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@given(st.text(alphabet=st.sampled_from("hoàòáóaeuyúýqnơưđÐ “”–\u200b\u0301\u0300bc1.")))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize(
    "line",
    [
        "Thứ Sáu, 31/10/2025 - 18:30",
        "Cập nhật lúc 07:54, ngày 04/08/2024",
        "04/08/2024 | 14:54 (GMT+7)",
        "Chủ nhật, ngày 2.3.2025, 9 giờ 05 phút",
    ],
)
def test_a_line_of_date_and_time_is_a_date_line(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line", ["Ngày 31/10/2025, cầu thông xe.", "Thứ Sáu", "18:30", "31/10/2025 " + "lúc " * 50]
)
def test_a_sentence_with_a_date_is_no_date_line(line: str) -> None:
    assert not is_date_line(line)
