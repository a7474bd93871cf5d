from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.copies import story_numbers
from archive.pairing.fold import folded
from archive.pairing.folders import align_folders, match_folders
from archive.pairing.furniture import recurrent_lines

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

RENDERING = (
    "Den 3 maj öppnade 12 skolor i Linhe.",
    "Ha Van Lam tackade 250 lärare.",
    "Skolorna kostade 40 miljoner.",
)
ORIGINAL = (
    "Ngày 3/5, 12 trường học ở Lâm Hà khai trương.",
    "Hà Văn Lâm cảm ơn 250 giáo viên.",
    "Các trường tốn 40 triệu.",
)
OTHERS = (
    (
        "Giá gạo tăng 8% trong tháng 4.",
        "Tại Đông Phú bán được 900 tấn gạo mới thu hoạch.",
        "Bà Mai mua 70 tấn.",
    ),
    (
        "Tàu 77 trễ 45 phút hôm thứ Sáu.",
        "Hành khách từ Lào phải chờ ở ga Linh Phong.",
        "Lỗi được sửa lúc 14:30.",
    ),
    (
        "Đội Thạch Lũng thắng 3-1.",
        "Thủ môn cản phá 9 cú sút của đội khách trong hiệp hai.",
        "Sân có 4.200 người.",
    ),
)
FURNITURE = ("Trang chủ", "Tin liên quan", "Bản quyền thuộc về tòa soạn")
documents = st.lists(st.frozensets(st.sampled_from(string.ascii_lowercase), max_size=6), max_size=8)


def headed(paper: int, story: tuple[str, ...]) -> tuple[str, ...]:
    """A story under a paper's own head, with the furniture of its page."""
    return (f"Báo số {paper} đưa tin", *story, *FURNITURE)


def folder(root: Path, files: list[tuple[str, ...]]) -> Path:
    root.mkdir()
    for number, lines in enumerate(files):
        (root / f"{number}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("papers", [3, 5])
def test_story_that_several_papers_carry_is_no_furniture_and_their_furniture_is(papers: int) -> None:
    copies = [headed(paper, ORIGINAL) for paper in range(papers)]
    recurrent = recurrent_lines([*copies, *(headed(paper, other) for paper, other in enumerate(OTHERS, 9))])
    assert recurrent == {folded(line) for line in FURNITURE}


def test_story_that_each_paper_shortened_elsewhere_is_one_story() -> None:
    copies = [frozenset(headed(left_out, ORIGINAL)) - {ORIGINAL[left_out]} for left_out in range(3)]
    numbers = story_numbers([*copies, *(frozenset(headed(9, other)) for other in OTHERS)])
    assert len(set(numbers[:3])) == 1
    assert len(set(numbers[3:]) - set(numbers[:3])) == len(OTHERS)


def lines_of(name: str, number: int) -> list[str]:
    """So many lines of 100 letters that no other name has."""
    return [f"{name} {line} ".ljust(100, "x") for line in range(number)]


@pytest.mark.parametrize(("papers", "of_the_small_one", "story"), [(100, 3, 6), (100, 3, 3), (1000, 10, 6)])
@pytest.mark.parametrize("footer", [["y" * 300], ["y" * 150, "z" * 150]])
def test_long_footer_of_a_small_paper_is_furniture_in_a_large_collection(
    papers: int, of_the_small_one: int, story: int, footer: list[str]
) -> None:
    pages = [lines_of(f"a{page}", story + len(footer) - 1) for page in range(papers)]
    held = [[*page, *(footer if number < of_the_small_one else [])] for number, page in enumerate(pages)]
    assert recurrent_lines(held) == {folded(line) for line in footer}


def test_copies_with_small_edits_are_one_story_in_a_large_collection() -> None:
    told = lines_of("wire", 6)
    copies = [[f"Báo {paper}", *told[:paper], f"{told[paper]}!", *told[paper + 1 :]] for paper in range(4)]
    others = [lines_of(f"a{page}", 6) for page in range(96)]
    assert not recurrent_lines([*copies, *others])


@given(documents, st.randoms(use_true_random=False))
def test_which_documents_tell_one_story_does_not_depend_on_their_order(
    held: list[frozenset[str]], random: Random
) -> None:
    order = random.sample(range(len(held)), len(held))
    numbers, shuffled = story_numbers(held), story_numbers([held[place] for place in order])
    together = {(i, j) for i in order for j in order if numbers[i] == numbers[j]}
    assert together == {(order[i], order[j]) for i in order for j in order if shuffled[i] == shuffled[j]}


def test_copies_at_several_papers_are_aligned_and_found_as_one_is(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", [(f"Tidning {paper} skriver", *RENDERING) for paper in "ABCD"])
    theirs = folder(tmp_path / "vi", [(f"Báo {paper} đưa tin", *ORIGINAL) for paper in "ABCD"])
    for document in align_folders(ours, theirs):
        linked = [
            (bead.rendering, bead.original) for bead in document.beads if bead.rendering and bead.original
        ]
        assert linked[-3:] == [((1,), (1,)), ((2,), (2,)), ((3,), (3,))]
    for match in match_folders(ours, theirs):
        assert match.verdict == "doubtful"
        assert "the same text stands at" in match.reasons[0]
