from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from archive.errors import UnreadableInput, WrongUsage
from archive.pairing.folders import align_folders, left_out, lines, match_folders

if TYPE_CHECKING:
    from pathlib import Path

FURNITURE = "Webbplatsens rad som alltid står här"
RENDERINGS = {
    "a": [
        "Den 3 maj öppnade 12 skolor i Linhe.",
        "Ha Van Lam tackade 250 lärare.",
        "Skolorna kostade 40 miljoner.",
    ],
    "b": ["Priset på ris steg med 8 % i april.", "I Dong Phu såldes 900 ton.", "Lao Mei Hua köpte 70 ton."],
    "c": [
        "Tåg 77 blev 45 minuter sent på fredagen.",
        "Resenärer från Laos fick vänta.",
        "Felet lagades klockan 14:30.",
    ],
}
ORIGINALS = {
    "a": [
        "Ngày 3/5, 12 trường học ở Lâm Hà khai trương.",
        "Hà Văn Lâm cảm ơn 250 giáo viên.",
        "Các trường tốn 40 triệu.",
    ],
    "b": ["Giá gạo tăng 8% trong tháng 4.", "Tại Đông Phú bán được 900 tấn.", "Bà Lao Mei Hua mua 70 tấn."],
    "c": ["Tàu 77 trễ 45 phút hôm thứ Sáu.", "Hành khách từ Lào phải chờ.", "Lỗi được sửa lúc 14:30."],
}


def folder(root: Path, files: dict[str, list[str]]) -> Path:
    root.mkdir()
    for name, paragraphs in files.items():
        (root / name).write_text("\n".join(paragraphs) + "\n", encoding="utf-8")
    return root


def test_lines_that_recur_in_three_documents_stand_alone(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", {name: [FURNITURE, *lines] for name, lines in RENDERINGS.items()})
    theirs = folder(tmp_path / "vi", ORIGINALS)
    for document in align_folders(ours, theirs):
        pairs = [(b.rendering, b.original) for b in document.beads]
        assert pairs == [((0,), ()), ((1,), (0,)), ((2,), (1,)), ((3,), (2,))]


def test_numbers_are_those_of_the_lines_and_blank_lines_stand_in_no_bead(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", {"a": [RENDERINGS["a"][0], "", *RENDERINGS["a"][1:]]})
    theirs = folder(tmp_path / "vi", {"a": ORIGINALS["a"]})
    [document] = align_folders(ours, theirs)
    assert [(b.rendering, b.original) for b in document.beads] == [((0,), (0,)), ((2,), (1,)), ((3,), (2,))]


def test_two_single_files_are_a_pair_whatever_their_names(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", {"rendering.txt": RENDERINGS["a"]}) / "rendering.txt"
    theirs = folder(tmp_path / "vi", {"original.txt": ORIGINALS["a"]}) / "original.txt"
    [document] = align_folders(ours, theirs)
    assert document.doc == "rendering.txt"
    assert len(document.beads) == 3


def test_each_rendering_finds_its_original_under_another_name(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", RENDERINGS)
    theirs = folder(tmp_path / "vi", {f"{name}.vi": lines for name, lines in ORIGINALS.items()})
    best = {
        document.doc: (document.verdict, document.candidates[0][0])
        for document in match_folders(ours, theirs)
    }
    assert best == {name: ("confirmed", f"{name}.vi") for name in RENDERINGS}


def test_copy_of_a_wire_story_leaves_the_match_in_doubt_and_says_where_else_it_stands(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", RENDERINGS)
    theirs = folder(tmp_path / "vi", ORIGINALS | {"copy of a": ORIGINALS["a"]})
    matches = {document.doc: document for document in match_folders(ours, theirs)}
    assert matches["a"].verdict == "doubtful"
    assert "the same text stands at" in matches["a"].reasons[0]
    assert matches["b"].verdict == "confirmed"


def test_another_story_that_holds_the_rendering_as_well_leaves_the_match_in_doubt(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", RENDERINGS)
    retold = [
        "Ngày 3/5, khánh thành 12 trường tại Lâm Hà.",
        "250 thầy cô được ông Hà Văn Lâm cảm ơn.",
        "Tổng chi phí 40 triệu.",
        *(f"Dòng tin thứ {number} nói chuyện khác." for number in range(700, 730)),
    ]
    theirs = folder(tmp_path / "vi", ORIGINALS | {"retold": retold})
    matches = {document.doc: document for document in match_folders(ours, theirs)}
    assert matches["a"].verdict == "doubtful"
    assert "it could be at" in matches["a"].reasons[0]


def test_story_of_another_day_is_no_match_and_the_days_are_the_reason(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", {"a": RENDERINGS["a"]})
    theirs = folder(tmp_path / "vi", {"x": [ORIGINALS["a"][0].replace("3/5", "9/6"), *ORIGINALS["a"][1:]]})
    [match] = match_folders(ours, theirs)
    assert match.verdict == "mismatch"
    assert "no day that the rendering names" in match.reasons[0]


def test_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", RENDERINGS)
    (ours / "a").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableInput, match="sv/a"):
        list(align_folders(ours, ours))


def test_folders_without_a_common_name_are_a_wrong_call(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "sv", {"a": ["x"]}), folder(tmp_path / "vi", {"b": ["y"]})
    with pytest.raises(WrongUsage, match="same name"):
        list(align_folders(ours, theirs))


def test_missing_folder_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="no such file"):
        list(match_folders(tmp_path / "nowhere", tmp_path))


@pytest.mark.parametrize("name", ["chính trị", "förstasidan"])
def test_name_is_the_same_composed_and_decomposed(tmp_path: Path, name: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, name) for form in ("NFC", "NFD"))
    ours = folder(tmp_path / "sv", {composed: RENDERINGS["a"]})
    theirs = folder(tmp_path / "vi", {decomposed: ORIGINALS["a"]})
    [document] = align_folders(ours, theirs)
    assert document.doc == composed
    assert len(document.beads) == 3
    assert left_out(ours, theirs) == []


def test_files_of_the_system_are_none_of_the_texts(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "sv", RENDERINGS), folder(tmp_path / "vi", ORIGINALS)
    for path in (ours, theirs):
        (path / ".DS_Store").write_bytes(b"\0\0\0\1Bud1\xff")
    assert [document.doc for document in align_folders(ours, theirs)] == list(RENDERINGS)
    assert [match.doc for match in match_folders(ours, theirs)] == list(RENDERINGS)
    assert left_out(ours, theirs) == []


def test_what_has_no_like_on_the_other_side_is_not_read_and_is_told(tmp_path: Path) -> None:
    ours = folder(tmp_path / "sv", RENDERINGS)
    theirs = folder(tmp_path / "vi", {name: ORIGINALS[name] for name in "ab"})
    (ours / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (theirs / "older").mkdir()
    assert [document.doc for document in align_folders(ours, theirs)] == ["a", "b"]
    assert left_out(ours, theirs) == [ours / "c", ours / "photo.jpg", theirs / "older"]


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("ett\rtvå\u2028tre\x0cfyra\r\nfem\r\n".encode())
    assert lines(tmp_path / "a") == ("ett\rtvå\u2028tre\x0cfyra", "fem")


def test_originals_named_first_are_a_wrong_call(tmp_path: Path) -> None:
    ours, theirs = folder(tmp_path / "sv", RENDERINGS), folder(tmp_path / "vi", ORIGINALS)
    with pytest.raises(WrongUsage, match="name the translations first"):
        list(align_folders(theirs, ours))
    assert list(align_folders(theirs, theirs, lang="vi"))


def test_sentences_are_aligned_inside_the_beads_of_their_paragraphs(tmp_path: Path) -> None:
    ours = folder(
        tmp_path / "sv", {"a": [" ".join(RENDERINGS["a"][:2]), "", RENDERINGS["a"][2], "Foto: Sang"]}
    )
    theirs = folder(tmp_path / "vi", {"a": [ORIGINALS["a"][0], " ".join(ORIGINALS["a"][1:])]})
    [document] = align_folders(ours, theirs, level="sentence")
    assert document.sentences == ((*RENDERINGS["a"], "Foto: Sang"), tuple(ORIGINALS["a"]))
    linked = [(bead.rendering, bead.original) for bead in document.beads]
    assert linked == [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), ())]
