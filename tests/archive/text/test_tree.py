"""A text is what a reader sees, and nothing that a terminal or a browser would obey."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Page
from archive.text.article import article_from_page
from archive.text.tree import as_seen

TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def article_text(markup: str) -> str:
    page = Page(
        record_id="urn:uuid:1",
        url="https://a.example/bro",
        captured_at=datetime(2026, 3, 1, tzinfo=UTC),
        status=200,
        content_type="text/html; charset=utf-8",
        body=markup.encode(),
    )
    article = article_from_page(page, None)
    return "\n".join([article.title or "", *article.authors, *(block.text for block in article.blocks)])


@given(st.text())
def test_no_control_character_and_no_turn_of_direction_is_left(text: str) -> None:
    seen = as_seen(text)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} or letter in TURNS for letter in seen)


@pytest.mark.parametrize("space", ["\t", "\n", "\x0b", "\x1c", "\x1f", "\x85", "\xa0", "\u200b"])
def test_white_space_is_one_space(space: str) -> None:
    assert as_seen(f"cây{space} {space}cầu") == "cây cầu"


@pytest.mark.parametrize("control", ["&#27;", "\x1b", "&#155;", "\x9b", "&#x202E;", "\u202e", "&#x2066;"])
def test_page_cannot_send_commands_to_a_terminal(control: str) -> None:
    sentence = "Cầu mới được khánh thành sáng nay ở xã, bà con hai bờ suối đều vui mừng."
    text = article_text(
        f"<title>Cầu {control}mới</title><body><article><h1>Cầu {control}mới</h1>"
        f"<p>{control}[31m{sentence}</p><p>{sentence} Hai.</p></article>"
    )
    assert sentence in text
    assert not any(
        unicodedata.category(letter) == "Cc" or letter in TURNS for letter in text.replace("\n", "")
    )


def test_half_a_character_in_json_ld_can_be_stored() -> None:
    said = json.dumps({"@type": "NewsArticle", "headline": "Cầu \ud800 mới", "author": {"name": "Lan\udfff"}})
    text = article_text(f'<script type="application/ld+json">{said}</script><p>Cầu mới.</p>')
    assert "Cầu \ufffd mới\nLan\ufffd" in text
    text.encode()
