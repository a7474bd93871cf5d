"""A word diff spells both texts again and marks no more than what differs."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from archive.change.word_diff import Span, word_diff

WORDS = ["cầu", "dài", "48", "3,2", "m", ",", ".", "“", "không", "xã"]
prose = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=40)


def spelled(spans: tuple[Span, ...], without: str) -> str:
    return "".join(span.text for span in spans if span.op != without)


@given(prose, prose)
def test_the_spans_spell_both_texts(old: str, new: str) -> None:
    spans = word_diff(old, new)
    assert spelled(spans, "insert") == unicodedata.normalize("NFC", old)
    assert spelled(spans, "delete") == unicodedata.normalize("NFC", new)


def test_only_the_words_that_differ_are_marked() -> None:
    assert word_diff("Cầu dài 48 m, vốn 3,2 tỷ đồng.", "Cầu dài 52 m, vốn 3,2 tỷ đồng.") == (
        Span(op="equal", text="Cầu dài"),
        Span(op="delete", text=" 48"),
        Span(op="insert", text=" 52"),
        Span(op="equal", text=" m, vốn 3,2 tỷ đồng."),
    )


def test_a_decomposed_letter_is_the_same_letter() -> None:
    assert word_diff("Trường", unicodedata.normalize("NFD", "Trường")) == (Span(op="equal", text="Trường"),)


def test_a_giant_paragraph_is_replaced_whole() -> None:
    numbers = [str(number) for number in range(30_000)]
    spans = word_diff("đầu " + " ".join(numbers) + " cuối", "đầu " + " ".join(numbers[::-1]) + " cuối")
    assert [span.op for span in spans] == ["equal", "delete", "insert", "equal"]
