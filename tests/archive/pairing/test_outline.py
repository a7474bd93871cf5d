from __future__ import annotations

import unicodedata

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.anchors import anchors
from archive.pairing.outline import KIND_WEIGHTS, KINDS, joined, kinds_of, outline_of, term, unpacked

TEXTS = ("Ngày 14/3, Đại sứ Hà Văn Lâm dành 320 triệu USD.", "Cùng dự có đại diện của Lào, tăng 17,5%.")


@given(st.lists(st.text(max_size=60), max_size=6))
def test_an_outline_is_read_back_as_it_was_packed(texts: list[str]) -> None:
    outline = outline_of(texts)
    again = unpacked(outline.packed())
    for ours, theirs in zip(
        (outline.terms, outline.places, outline.sizes), (again.terms, again.places, again.sizes), strict=True
    ):
        assert np.array_equal(ours, theirs)


def test_an_outline_holds_every_anchor_with_its_paragraph_and_whether_it_is_firm() -> None:
    outline = outline_of(TEXTS)
    held = {
        (2 * number + (token in found.firm), term(token))
        for number, text in enumerate(TEXTS)
        for found in [anchors(text, "vi")]
        for token in found.every
    }
    assert set(zip(outline.places.tolist(), outline.terms.tolist(), strict=True)) == held


def test_a_terms_number_tells_its_kind_and_is_the_same_everywhere() -> None:
    assert term("n:320") == 6101298651750369173
    for kind, weight in KINDS.items():
        assert KIND_WEIGHTS[kinds_of(np.array([term(f"{kind}:1")]))] == [weight]


def test_composed_and_decomposed_text_have_one_outline() -> None:
    decomposed = tuple(unicodedata.normalize("NFD", text) for text in TEXTS)
    assert outline_of(TEXTS).packed() == outline_of(decomposed).packed()


@given(st.lists(st.lists(st.text(max_size=40), max_size=4), max_size=4))
def test_joined_outlines_are_each_what_they_were(articles: list[list[str]]) -> None:
    outlines = [outline_of(texts) for texts in articles]
    kept = joined(outlines)
    assert [kept[number].packed() for number in range(len(kept))] == [one.packed() for one in outlines]
