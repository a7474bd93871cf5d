"""A line holds what can be seen, in one spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rendering.line import is_vietnamese, lines_of, one_line

TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))]


@given(st.text(st.sampled_from([*CONTROLS, *TURNS, "a", " ", "e", "\u0301", "\ud800"])))
def test_no_control_character_and_no_turn_of_direction_is_left(text: str) -> None:
    for line in (one_line(text), *(line.text for line in lines_of(text))):
        assert not any(unicodedata.category(letter) in {"Cc", "Cs"} or letter in TURNS for letter in line)
        assert line == one_line(line)


@pytest.mark.parametrize("space", ["\t", "\n", "\x0b", "\x1c", "\x1f", "\x85", "\xa0", "\u2028"])
def test_white_space_is_one_space(space: str) -> None:
    assert one_line(f"en{space} {space}bro") == "en bro"


@pytest.mark.parametrize("control", ["\x1b", "\x7f", "\x9b", "\u202e"])
def test_what_cannot_be_seen_parts_no_word(control: str) -> None:
    assert one_line(f"br{control}on") == "bron"


@pytest.mark.parametrize(
    "text", ["Cầu mới nối hai bờ sông", "115.000 đồng một lượt, 2.000 lượt", "Nền tảng quảng bá"]
)
def test_line_in_its_letters_is_vietnamese(text: str) -> None:
    assert is_vietnamese(text)


@pytest.mark.parametrize(
    "text", ["Phạm Bắc", "Phạm Thanh Bình", "Ảnh: Getty Images", "Bron i Lâm Thượng invigdes", "150.000 m"]
)
def test_name_in_a_line_does_not_make_it_vietnamese(text: str) -> None:
    assert not is_vietnamese(text)
