from __future__ import annotations

import pytest

from archive.pairing.align import Link
from archive.pairing.beads import Sides
from archive.pairing.foreign_names import other_names

OURS = ("I staden talade {} länge.", "På kvällen reste {} vidare.")
THEIRS = ("Tại thành phố, {} nói rất lâu.", "Buổi tối, {} đi tiếp.")


def found(ours: str, theirs: str, paragraphs: int = 2) -> list[tuple[str, str]]:
    sides = Sides(
        rendering=[text.format(ours) for text in OURS],
        original=[text.format(theirs) for text in THEIRS],
        lang="sv",
    )
    return other_names(sides, [Link((k,), (k,), 5.0, 1.0) for k in range(paragraphs)])


def test_another_name_in_the_same_places_is_told_beside_the_first() -> None:
    assert found("Vongsa", "Somphet") == [("vongsa", "somphet")]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Vongsa", "Vongsa"),
        ("Katalonien", "Catalonia"),
        ("Tyskland", "Berlin"),
        ("Vongsa", "Hoàng"),
        ("Zhou", "Somphet"),
    ],
    ids=["the same", "another spelling", "a country", "Vietnamese there", "Chinese here"],
)
def test_what_may_be_the_same_is_no_other_name(ours: str, theirs: str) -> None:
    assert found(ours, theirs) == []


def test_one_place_is_too_little() -> None:
    assert found("Vongsa", "Somphet", 1) == []
