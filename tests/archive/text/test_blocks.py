"""What a last line under no text is: a signature or a bold sentence. No page stalls the answer."""

from __future__ import annotations

import pytest
from lxml import etree

from archive.outlets.registry import all_outlets
from archive.text.blocks import lines_of

FIRST = "Hội chợ sách bên sông mở cửa sáng nay với hơn bốn mươi gian hàng."


def type_of_last_line(text: str) -> str:
    layout = all_outlets()[0].layouts[0]
    container = etree.fromstring(f"<div><p>{FIRST}</p><h3>{text}</h3></div>", etree.HTMLParser())
    return lines_of(container, layout)[-1].type


@pytest.mark.parametrize(
    "name", ["Mai Lan", "(Mai Lan)", "MAI LAN", "Mai Lan – Trần Hoa", "Mai, Lan", "J.P. O'Brien", "Đỗ Ân -"]
)
def test_last_heading_signs_if_it_is_a_name(name: str) -> None:
    assert type_of_last_line(name) == "byline"


@pytest.mark.parametrize(
    "text", ["Mai đi chợ", "Hội chợ mở cửa", "A B C D E F G H I", "A" * 20_000 + "?", "Á " * 5_000, "A.-" * 9]
)
def test_any_other_last_heading_is_a_sentence(text: str) -> None:
    assert type_of_last_line(text) == "paragraph"
