"""Whole collections matched: order, spelling of the letters, size, parts, what must not be confirmed."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.pairing.find import Query, indexed
from archive.pairing.fold import folded
from archive.pairing.folders import match_folders
from archive.pairing.learned import NOTHING_LEARNED, Learned
from archive.pairing.match import matched
from archive.pairing.verdict import DOUBTED
from tests.archive.pairing.test_folders import ORIGINALS, RENDERINGS, folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from archive.pairing.folders import MatchedDocument
    from archive.pairing.match import Match

NAMES = ("Ha Van Lam", "Tran Vinh Phat", "Le Duc Tho", "Pham Thanh Son")
LETTERS = ("Hà Văn Lâm", "Trần Vĩnh Phát", "Lê Đức Thọ", "Phạm Thành Sơn")


def long_story(paragraphs: int, seed: int) -> tuple[list[str], list[str]]:
    """An invented story of so many paragraphs in both languages."""
    chance = random.Random(seed)  # noqa: S311
    ours, theirs = [], []
    for _ in range(paragraphs):
        who, ships, day = chance.randrange(4), chance.randrange(10, 9000), chance.randrange(1, 29)
        ours.append(f"Den {day} maj räknade {NAMES[who]} till {ships} båtar i hamnen.")
        theirs.append(f"Ngày {day}/5, {LETTERS[who]} đếm được {ships} thuyền trong cảng.")
    return ours, theirs


def match_of(texts: Sequence[str], articles: Mapping[str, Sequence[str]]) -> Match:
    query = Query(lang="sv", texts=tuple(texts))
    return matched(query, indexed(articles.items()), articles.__getitem__, NOTHING_LEARNED)


def in_folders(root: Path, ours: dict[str, list[str]], theirs: dict[str, list[str]]) -> list[MatchedDocument]:
    root.mkdir()
    return list(match_folders(folder(root / "sv", ours), folder(root / "vi", theirs)))


def respelled(files: Mapping[str, Sequence[str]], form: str) -> dict[str, list[str]]:
    return {
        name: [unicodedata.normalize(form, text) for text in texts]  # type: ignore[arg-type]
        for name, texts in files.items()
    }


def test_composed_and_decomposed_files_have_the_same_matches(tmp_path: Path) -> None:
    found = [
        in_folders(tmp_path / f"{one} {other}", respelled(RENDERINGS, one), respelled(ORIGINALS, other))
        for one in ("NFC", "NFD")
        for other in ("NFC", "NFD")
    ]
    assert found[0] == found[1] == found[2] == found[3]


@given(st.permutations(sorted(ORIGINALS)))
def test_the_order_of_articles_makes_no_difference(names: list[str]) -> None:
    shuffled = {name: ORIGINALS[name] for name in names}
    assert match_of(RENDERINGS["b"], shuffled) == match_of(RENDERINGS["b"], ORIGINALS)


def test_a_folder_beside_itself_confirms_no_wrong_file(tmp_path: Path) -> None:
    files = in_folders(tmp_path / "same", ORIGINALS, ORIGINALS)
    assert [document.candidates[0][0] for document in files] == list(ORIGINALS)


def test_two_thousand_paragraphs_find_their_original() -> None:
    ours, theirs = long_story(2000, 1)
    match = match_of(ours, {"right": theirs})
    assert (match.verdict, match.candidates[0][0]) == ("confirmed", "right")


@pytest.mark.parametrize("start", [0, 8, 76])
def test_a_part_of_an_article_is_no_mismatch_and_the_verdict_says_that_it_is_a_part(start: int) -> None:
    ours, theirs = long_story(80, 1)
    match = match_of(ours[start : start + 4], {"right": theirs, "wrong": long_story(80, 2)[1]})
    assert (match.verdict, match.candidates[0][0]) == ("doubtful", "right")
    assert match.reasons[0] == "only a part: it agrees with 4 of the original's 80 paragraphs"


def test_a_part_of_another_day_stays_a_mismatch() -> None:
    ours, theirs = long_story(30, 1)
    part = [text.replace("maj", "juni") for text in ours[8:12]]
    assert match_of(part, {"right": theirs}).verdict == "mismatch"


def test_learned_furniture_raises_no_doubt_in_a_search() -> None:
    ours, theirs = long_story(4, 3)
    footer = [f"Den {day} juni ändrade vi villkoren för våra läsare." for day in range(11, 15)]
    query = Query(lang="sv", texts=(*ours, *footer))
    learned = Learned(rendering_furniture=frozenset(map(folded, footer)))
    found = indexed([("right", theirs)])
    assert matched(query, found, lambda _: theirs, NOTHING_LEARNED).verdict != "confirmed"
    assert matched(query, found, lambda _: theirs, learned).verdict == "confirmed"


def test_two_copies_share_the_score_of_a_doubt_and_no_more() -> None:
    match = match_of(RENDERINGS["b"], {"one": ORIGINALS["b"], "other": ORIGINALS["b"]})
    assert match.verdict == "doubtful"
    assert [score for _, score in match.candidates] == [DOUBTED / 2, DOUBTED / 2]


@given(
    st.lists(st.text(max_size=40), max_size=4),
    st.lists(st.lists(st.text(max_size=40), max_size=4), max_size=3),
)
def test_any_texts_are_ranked_once_each(texts: list[str], articles: list[list[str]]) -> None:
    named = {str(number): article for number, article in enumerate(articles)}
    match = match_of(texts, named)
    assert sorted(name for name, _ in match.candidates) == sorted(named)
    scores = [score for _, score in match.candidates]
    assert scores == sorted(scores, reverse=True)
