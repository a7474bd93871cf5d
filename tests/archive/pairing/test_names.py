from __future__ import annotations

from archive.pairing.names import Spellings, spellings, written_names

ORIGINAL = ["Ông Lý Thư Lâm gặp bà Hà Thị Ngọc. Ông Lý Thư Lâm cảm ơn."]


def test_pinyin_and_vietnamese_spelling_of_one_person_are_reported_with_the_original_form() -> None:
    rendering = ["Herr Li Shulin träffade Ha Thi Ngoc.", "Sedan tackade Li Shulin. Då log Ly Thu Lam."]
    assert spellings(written_names(rendering, ORIGINAL)) == [
        Spellings(original="Lý Thư Lâm", written=(("Li Shulin", 2), ("Ly Thu Lam", 1)))
    ]


def test_spellings_are_gathered_across_renderings() -> None:
    first, second = ["Mötet leddes av Li Shulin."], ["Mötet leddes av Ly Thu Lam."]
    [found] = spellings([*written_names(first, ORIGINAL), *written_names(second, ORIGINAL)])
    assert dict(found.written) == {"Li Shulin": 1, "Ly Thu Lam": 1}


def test_name_that_is_written_one_way_only_is_not_reported() -> None:
    rendering = ["Då kom Ha Thi Ngoc. Alla såg Ha Thi Ngocs bil."]
    assert spellings(written_names(rendering, ORIGINAL)) == []
