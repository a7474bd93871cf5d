from __future__ import annotations

import pytest

from archive.pairing.numerals import numbers


@pytest.mark.parametrize(
    ("swedish", "vietnamese", "value"),
    [
        ("750 000 dong", "750.000 đồng", "750000"),
        ("1,5 miljoner", "1,5 triệu", "1500000"),
        ("2,8 miljarder", "2,8 tỷ", "2800000000"),
        ("1 234,56 kronor", "1.234,56 đồng", "1234.56"),
        ("klockan 14:30", "lúc 14.30", "14.3"),
        ("den 20:e mandatperioden", "khóa XX", "20"),
        ("den 13:e kongressen", "Đại hội XIII", "13"),
        ("tre personer", "ba người", "3"),
        ("tjugo", "20", "20"),
    ],
)
def test_number_is_one_value_in_both_languages(swedish: str, vietnamese: str, value: str) -> None:
    assert value in set(numbers(swedish, "sv"))
    assert value in set(numbers(vietnamese, "vi"))


def test_lone_capital_is_no_roman_numeral_but_an_ordinal_after_congress() -> None:
    assert list(numbers("Vitamin C", "sv")) == []
    assert list(numbers("Đại hội V", "vi")) == ["5"]


def test_year_word_counts_nothing() -> None:
    assert list(numbers("năm nay", "vi")) == []
