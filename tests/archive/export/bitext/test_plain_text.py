"""What every format can hold, and which texts say the same."""

from __future__ import annotations

import unicodedata
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.export.bitext.plain_text import likeness, plain


@given(st.text(st.characters()))
def test_plain_text_is_composed_and_on_one_line_and_fit_for_xml(text: str) -> None:
    found = plain(text)
    assert found == plain(found) == unicodedata.normalize("NFC", found)
    assert len(found.splitlines()) <= 1
    assert "\t" not in found
    assert (ET.fromstring(f"<s>{escape(found)}</s>").text or "") == found  # noqa: S314


@pytest.mark.parametrize("text", ["48\ufb01 m", "👩‍🌾 ở Lâm Hà", "mjuk\u00adhet"])
def test_plain_text_loses_no_letter(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Bron öppnas.", "BRON ÖPPNAS", True),
        ("”Ja” – sade hon", '"Ja", sade hon!', True),
        ("1.5 procent", "15 procent", False),
        ("Cầu mở", "Cau mo", False),
        ("…", "***", False),
    ],
)
def test_texts_are_alike_that_differ_in_case_space_and_punctuation_only(
    one: str, other: str, alike: bool
) -> None:
    assert (likeness(one) == likeness(other)) is alike
