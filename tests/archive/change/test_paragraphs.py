"""Paragraphs find their successors: kept, edited, moved, split, taken out and put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.change.paragraphs import alignment

A = "Xã khánh thành cây cầu dài 48 m bắc qua suối"
B = "Công trình có tổng vốn 3,2 tỷ đồng do dân góp một phần"
C = "Trong tháng 6 sẽ lắp thêm đèn chiếu sáng ở hai đầu cầu"
C_EDITED = "Trong tháng 9 sẽ lắp thêm đèn chiếu sáng ở hai đầu cầu"
D = "Trường học mới cũng sắp mở cửa đón học sinh"

texts = st.lists(
    st.sampled_from([A, B, C, C_EDITED, D, "Hết", "Cầu mới Hết"]) | st.text(alphabet="ab ", min_size=1),
    max_size=9,
)


def test_an_edited_paragraph_is_linked_to_its_earlier_form() -> None:
    assert alignment([A, B, C], [A, B, C_EDITED]).links == ((0, 0), (1, 1), (2, 2))


def test_a_new_paragraph_has_no_predecessor_and_an_old_one_no_successor() -> None:
    assert alignment([A, B, C], [A, D, B]).links == ((0, 0), (None, 1), (1, 2), (2, None))


@pytest.mark.parametrize("other", [D, "Công trình có tổng vốn do huyện cấp trong ba đợt từ năm ngoái"])
def test_a_replaced_paragraph_is_no_edit_of_the_old_one(other: str) -> None:
    assert alignment([A, B], [A, other]).links == ((0, 0), (1, None), (None, 1))


def test_a_moved_paragraph_is_told_from_an_edit() -> None:
    aligned = alignment([A, B, C], [B, C, A])
    assert aligned.links == ((1, 0), (2, 1))
    assert aligned.moved == ((0, 2),)


def test_a_split_paragraph_is_no_difference() -> None:
    assert alignment([A, f"{B} {C}", D], [A, B, C, D]).links == ((0, 0), (2, 3))


def test_the_same_words_between_other_breaks_are_no_difference() -> None:
    assert alignment(["cầu", "mới cầu"], ["cầu mới", "cầu"]).links == ((0, 1),)


def test_a_repeated_paragraph_is_taken_in_its_order() -> None:
    assert alignment(["x", A, "x"], ["x", A, "x", "x"]).links == ((0, 0), (1, 1), (2, 2), (None, 3))


@given(texts)
def test_a_text_is_aligned_to_itself(text: list[str]) -> None:
    aligned = alignment(text, text)
    assert aligned.links == tuple((i, i) for i in range(len(text)))
    assert aligned.moved == ()


@given(texts, texts)
def test_links_never_cross_and_no_paragraph_is_used_twice(old: list[str], new: list[str]) -> None:
    aligned = alignment(old, new)
    for side, moved in ((0, [i for i, _ in aligned.moved]), (1, [j for _, j in aligned.moved])):
        used = [index for link in aligned.links if (index := link[side]) is not None]
        assert used == sorted(set(used))
        assert not set(used) & set(moved)


def test_a_page_of_many_paragraphs_is_not_compared_pair_by_pair() -> None:
    old = [f"đoạn {number} " + "a b c d e f g h " * 4 for number in range(20_000)]
    new = [f"khối {number} " + "a b c d e f g h " * 4 for number in range(20_000)]
    # They are alike, yet comparing each with each would take hours.
    links = alignment([*old, *["x"] * 20_000], [*new, *["x"] * 20_000]).links
    assert len(links) == 60_000
