from __future__ import annotations

import pytest

from archive.pairing.align import Link
from archive.pairing.beads import Sides
from archive.pairing.discrepancies import discrepancies
from tests.archive.pairing.invented_stories import BRIDGE, COFFEE, FLOOD, Story, original, rendering


def told(ours: tuple[str, ...], theirs: tuple[str, ...], linked: int) -> list[str]:
    """Doubts where the first so many paragraphs of both sides belong together."""
    links = [Link((k,), (k,), 5.0, 1.0) for k in range(linked)]
    return list(discrepancies(Sides(rendering=ours, original=theirs, lang="sv"), links))


@pytest.mark.parametrize("story", [BRIDGE, FLOOD, COFFEE])
def test_a_translation_raises_no_doubt(story: Story) -> None:
    assert told(rendering(story), original(story), len(story)) == []


def test_a_rendering_with_a_second_story_says_how_much_of_it_stands_there() -> None:
    ours = (*rendering(BRIDGE), *rendering(COFFEE))
    assert told(ours, original(BRIDGE), 6) == ["only 6 of the rendering's 12 paragraphs stand in it"]


def test_a_round_up_says_how_much_of_it_is_rendered() -> None:
    theirs = (*original(BRIDGE), *original(COFFEE), *original(FLOOD))
    assert told(rendering(BRIDGE), theirs, 6) == ["only 6 of the original's 18 paragraphs are rendered"]


def test_captions_without_an_end_are_not_counted() -> None:
    captions = tuple(f"Cầu Sông Lam, ảnh {number}" for number in range(1, 30))
    assert told(rendering(BRIDGE), (*original(BRIDGE), *captions), 6) == []


@pytest.mark.parametrize(
    ("ours", "theirs", "doubts"),
    [
        (
            "De räknade 267 hus och 1 150 båtar.",
            "Họ đếm được 251 ngôi nhà và 980 chiếc thuyền.",
            ["the original has other numbers in place of 1150, 267"],
        ),
        ("De räknade 267 hus och 1 150 båtar.", "Họ đếm được 267 ngôi nhà và 980 chiếc thuyền.", []),
        ("De räknade 267 hus och 1 150 båtar.", "Họ đếm được nhiều nhà và thuyền.", []),
        ("På 1800-talet fanns 35 båtar.", "Thế kỷ 19 có 35.000 chiếc thuyền.", []),
        (
            "De räknade 20 hus och 300 båtar.",
            "Họ đếm được 25 ngôi nhà và 370 chiếc thuyền.",
            ["the original has other numbers in place of 20, 300"],
        ),
        (
            "De räknade 25 hus och 370 båtar.",
            "Họ đếm được 20 ngôi nhà và 300 chiếc thuyền.",
            ["the original has other numbers in place of 25, 370"],
        ),
        ("De räknade 350 hus och 1 100 båtar.", "Họ đếm được 352 ngôi nhà và 1.130 chiếc thuyền.", []),
        ("De räknade 3 hus, 5 båtar och 2 broar.", "Họ đếm được 4 nhà, 6 thuyền và 8 cầu.", []),
    ],
    ids=["two others", "one other", "left out", "converted", "round", "round there", "rounded", "small ones"],
)
def test_numbers_that_are_others_in_the_same_place_raise_a_doubt(
    ours: str, theirs: str, doubts: list[str]
) -> None:
    assert told((ours,), (theirs,), 1) == doubts
