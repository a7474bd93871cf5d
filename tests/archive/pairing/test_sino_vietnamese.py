from __future__ import annotations

import pytest

from archive.pairing.sino_vietnamese import is_reading, syllables


@pytest.mark.parametrize(
    ("vietnamese", "chinese"),
    [("Bắc Kinh", "Beijing"), ("Thượng Hải", "Shanghai"), ("Hùng An", "Xiong'an"), ("Lý Bạch", "Li Bai")],
)
def test_name_is_recognised_in_its_vietnamese_reading(vietnamese: str, chinese: str) -> None:
    assert is_reading(vietnamese, chinese)


def test_other_name_of_as_many_syllables_is_not() -> None:
    assert not is_reading("Trần Vĩnh Phát", "Zhou Haiming")


def test_word_that_is_no_pinyin_has_no_syllables() -> None:
    assert syllables("Stockholm") is None


def test_apostrophe_parts_syllables() -> None:
    assert syllables("Xi'an") == ("xi", "an")
    assert syllables("Xian") == ("xian",)
