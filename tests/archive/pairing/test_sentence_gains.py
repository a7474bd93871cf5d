from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.beads import Sides, story_links
from archive.pairing.likelihood import LengthModel
from archive.pairing.sentence_gains import sentence_gains
from archive.pairing.sentences import passages

if TYPE_CHECKING:
    from collections.abc import Sequence

FAIR = ("Den 14 mars kom 60 studenter.", "Ngày 14/3, 60 sinh viên đến.")
BRIDGE = ("Bron kostade 320 miljoner.", "Cầu tốn 320 triệu.")
RICE = ("Riset blev 8 % dyrare i Laos.", "Gạo ở Lào đắt thêm 8 %.")
HARBOUR = ("Hamnen öppnar på fredag.", "Bến cảng mở cửa vào thứ Sáu.")

texts = st.lists(st.text(max_size=40), min_size=1, max_size=4)


def linked(
    rendering: Sequence[str], original: Sequence[str]
) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    found = story_links(Sides(rendering=rendering, original=original, lang="sv"))
    return [(link.rendering, link.original) for link in found]


def test_half_of_a_joined_paragraph_is_no_stranger() -> None:
    rendering = [f"{FAIR[0]} {BRIDGE[0]}", RICE[0], HARBOUR[0]]
    original = [FAIR[1], BRIDGE[1], RICE[1], HARBOUR[1]]
    assert linked(rendering, original) == [((0,), (0, 1)), ((1,), (2,)), ((2,), (3,))]


def test_paragraphs_cut_at_different_sentences_are_one_bead() -> None:
    rendering = [f"{FAIR[0]} {BRIDGE[0]}", RICE[0], HARBOUR[0]]
    original = [FAIR[1], f"{BRIDGE[1]} {RICE[1]}", HARBOUR[1]]
    assert linked(rendering, original) == [((0, 1), (0, 1)), ((2,), (2,))]


def test_the_same_sentences_in_another_order_gain_less() -> None:
    there = [f"{FAIR[1]} {BRIDGE[1]} {RICE[1]}"]
    gains = [
        sentence_gains([" ".join(said)], there, "sv", LengthModel(), None)[(0,), (0,)].item()
        for said in ((FAIR[0], BRIDGE[0], RICE[0]), (RICE[0], FAIR[0], BRIDGE[0]))
    ]
    assert gains[0] > gains[1] + 2


@given(texts, texts)
def test_any_texts_have_finite_gains(ours: list[str], theirs: list[str]) -> None:
    gains = sentence_gains(ours, theirs, "sv", LengthModel(), None)
    assert all(abs(gain) < 10_000 for table in gains.values() for gain in table.flat)
    assert gains[(0,), (0,)].shape == (len(ours), len(theirs))


@pytest.mark.parametrize("number", [1, 7, 8, 9, 40])
def test_passages_are_the_whole_paragraph_in_eight_parts_at_most(number: int) -> None:
    text = " ".join(f"Mening {k} är kort." for k in range(number))
    assert " ".join(passages(text)) == text
    assert len(passages(text)) == min(number, 8)
