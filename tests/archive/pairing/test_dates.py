from __future__ import annotations

import pytest

from archive.pairing.dates import Dated, dates, days


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("ngày 31/10", "vi", Dated(10, 31)),
        ("sáng 13-11, tại Hà Nội", "vi", Dated(11, 13)),
        ("(18/1/1950)", "vi", Dated(1, 18, 1950)),
        ("ngày 31 tháng 10 năm 2025", "vi", Dated(10, 31, 2025)),
        ("tháng 4/2025", "vi", Dated(4, None, 2025)),
        ("tháng Mười", "vi", Dated(10)),
        ("ngày 3 tháng Hai", "vi", Dated(2, 3)),
        ("den 31 oktober", "sv", Dated(10, 31)),
        ("18 januari 1950", "sv", Dated(1, 18, 1950)),
        ("i april 2025", "sv", Dated(4, None, 2025)),
        ("2025-11-13", "sv", Dated(11, 13, 2025)),
    ],
)
def test_form_is_read(text: str, lang: str, expected: Dated) -> None:
    assert list(dates(text, lang)) == [expected]


@pytest.mark.parametrize("text", ["45/60", "1/2/3/4", "mục 3.4", "50-60"])
def test_fraction_range_or_path_is_no_date(text: str) -> None:
    assert list(dates(text, "vi")) == []


def test_year_decides_only_where_both_have_one() -> None:
    assert Dated(1, 18, 1950).conflicts(Dated(1, 18, 2025))
    assert not Dated(1, 18, 1950).conflicts(Dated(1, 18))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("từ 16-18/11 tại", "vi"),
        ("từ ngày 16 đến ngày 18/11", "vi"),
        ("ngày 16 và 18 tháng 11", "vi"),
        ("från den 16 till den 18 november", "sv"),
        ("den 16:e och 18:e november", "sv"),
        ("den 16–18 november", "sv"),
        ("on 16 and 18 November", "en"),
    ],
)
def test_both_ends_of_a_range_or_list_are_days(text: str, lang: str) -> None:
    assert set(days(text, lang)) == {Dated(11, 16), Dated(11, 18)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chiều 16.11, tại", [Dated(11, 16)]),
        ("(16.11.2025)", [Dated(11, 16, 2025)]),
        ("tăng 3.4 lần", []),
        ("ngày 2.500 đồng", []),
    ],
)
def test_a_date_with_points_has_a_year_or_a_word_before_it(text: str, found: list[Dated]) -> None:
    assert list(days(text, "vi")) == found


@pytest.mark.parametrize("text", ["Den 18 november", "De 16 och i november", "16 båtar kom den 18 november"])
def test_a_number_before_a_day_is_none(text: str) -> None:
    assert Dated(11, 16) not in set(days(text, "sv"))
