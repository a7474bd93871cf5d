"""What a wrapping claims of a language counts where the text is silent and the claim is a language tag."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.rendering.edition import edition_of, language_tag
from archive.rendering.html import rendering_from_html


@pytest.mark.parametrize(
    ("claim", "tag"), [("sv", "sv"), (" sv-SE ", "sv-se"), ("zh_Hant_TW", "zh-hant-tw"), ("und", "und")]
)
def test_language_tag_is_read_in_every_spelling(claim: str, tag: str) -> None:
    assert language_tag(claim) == tag


@pytest.mark.parametrize(
    "claim", ["", "s", "swedish", "/srv/evil", "../sv", "sv/..", "sv-", "ſv", "sv\0", "sv" + "-" * 9, "sv se"]
)
def test_all_else_is_no_language_tag(claim: str) -> None:
    assert language_tag(claim) is None
    assert edition_of("Hanoi 2025", claim).lang == "sv"


@given(st.text(max_size=12))
def test_language_is_letters_whatever_is_claimed(claim: str) -> None:
    assert re.fullmatch("[a-z]{2,3}", edition_of("Hanoi 2025", claim).lang)


def test_page_cannot_name_a_path_as_its_language() -> None:
    page = b"""<html lang="/srv/evil"><body><h1>Hanoi</h1><div class="post-detail-body"><p>Hanoi</p></div>"""
    assert rendering_from_html(page, source="page.html").lang == "sv"
