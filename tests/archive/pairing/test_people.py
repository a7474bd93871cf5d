from __future__ import annotations

import pytest

from archive.pairing.people import Substitution, people, substitutions

BESIDE = [((0,), (0,)), ((1,), (1,))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ambassadör Ha Van Lam log.", ["Ha Van Lam"]),
        ("Det var Ha Van Lams båt.", ["Ha Van Lam"]),
        ("Đại sứ Hà Văn Lâm đến Trung Quốc.", ["Hà Văn Lâm"]),
        ("Trưởng Ban Đối ngoại Trung ương Đảng Cộng sản gặp ông Đặng Minh Tú.", ["Đặng Minh Tú"]),
        ("Hamnen i Ho Chi Minh-staden öppnar.", []),
        ("Zhou Haiming läser Le Monde med Xi Jinping.", []),
        ("Vi Han Den", []),
    ],
)
def test_a_vietnamese_person_begins_with_a_surname_and_goes_on_in_syllables(
    text: str, found: list[str]
) -> None:
    assert list(people(text)) == found


def test_another_person_in_the_paragraph_that_belongs_to_it_is_a_substitution() -> None:
    found = substitutions(
        ["Ha Van Lam kom.", "Ha Van Lam gick."], ["Ông Trần Vĩnh Phát đến.", "Ông về."], BESIDE
    )
    assert found == [Substitution("Ha Van Lam", ("Trần Vĩnh Phát",), is_grave=True)]


@pytest.mark.parametrize(
    "original",
    ["Ông Hà Văn Lâm đến.", "Ông Lâm đến.", "Ông HÀ VĂN LÂM đến.", "Ha Van Lamm đến.", "Hạ Long, Thái Lan."],
)
def test_no_other_person_in_its_place_is_no_substitution(original: str) -> None:
    assert substitutions(["Ha Van Lam kom.", "Ha Van Lam gick."], [original, "Ông về."], BESIDE[:1]) == []


def test_another_person_elsewhere_is_no_substitution() -> None:
    original = ["Ông đến.", "Ông Trần Vĩnh Phát về."]
    assert substitutions(["Ha Van Lam kom.", "Han gick."], original, BESIDE) == []
