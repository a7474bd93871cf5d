"""Properties of every alignment, whatever the texts."""

from __future__ import annotations

import tracemalloc
import unicodedata
from itertools import groupby, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pairing.align import Link
from archive.pairing.beads import Sides, bead_score, beads, story_links

PHRASES = (
    "Den 14 mars träffade Ha Van Lam borgmästaren.",
    "Foto: VNA",
    "320 miljoner dollar. I juni!",
    "Laos och Kina",
    "",
    "   ",
    "Zhou Haiming svarade att 60 studenter kommer varje år.",
    "17,5 %",
    "Đại sứ Hà Văn Lâm hội kiến",
    "Ngày 14/3, Đại sứ Hà Văn Lâm hội kiến Thị trưởng.",
    "Ảnh: TTXVN",
    "320 triệu USD. Tháng 6!",
    "\u2028",
    "I",
)
TEXTS = st.lists(st.sampled_from(PHRASES) | st.text(max_size=30), max_size=12)
NAME = "Borgmästaren Zhou Haiming och 320 miljoner"


def sides(rendering: list[str], original: list[str]) -> Sides:
    return Sides(rendering=rendering, original=original, lang="sv")


def shape(rendering: list[str], original: list[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    found = beads(story_links(sides(rendering, original)), len(rendering), len(original))
    return [(bead.rendering, bead.original) for bead in found]


@given(TEXTS, TEXTS)
@settings(max_examples=150, deadline=None)
def test_beads_cover_both_sides_once_and_in_order(rendering: list[str], original: list[str]) -> None:
    found = shape(rendering, original)
    assert sorted(i for ours, _ in found for i in ours) == list(range(len(rendering)))
    assert sorted(j for _, theirs in found for j in theirs) == list(range(len(original)))
    linked = [bead for bead in found if all(bead)]
    assert all(one[0][-1] < other[0][0] and one[1][-1] < other[1][0] for one, other in pairwise(linked))
    for side in (0, 1):
        firsts = [bead[side][0] for bead in found if bead[side]]
        assert firsts == sorted(firsts)


def rising_links(ours: int, theirs: int, sizes: list[tuple[int, int, int, int]]) -> list[Link]:
    """Links within so many paragraphs, by how many stand alone before each and how many it holds."""
    found, i, j = [], 0, 0
    for lone, lone_there, here, there in sizes:
        i, j = i + lone, j + lone_there
        if i + here > ours or j + there > theirs:
            break
        found.append(Link(tuple(range(i, i + here)), tuple(range(j, j + there)), 0.0, 0.5))
        i, j = i + here, j + there
    return found


@given(
    st.integers(0, 20),
    st.integers(0, 20),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 3), st.integers(1, 3))),
)
def test_lone_paragraph_stands_before_the_first_link_that_begins_after_it(
    ours: int, theirs: int, sizes: list[tuple[int, int, int, int]]
) -> None:
    found = rising_links(ours, theirs, sizes)
    placed = beads(found, ours, theirs)
    linked = [bead for bead in placed if bead.rendering and bead.original]
    assert [(bead.rendering, bead.original) for bead in linked] == [
        (link.rendering, link.original) for link in found
    ]
    for place, bead in enumerate(placed):
        if bead not in linked:
            begins = [link.rendering if bead.rendering else link.original for link in found]
            before = sum(1 for one in begins if one[0] < (bead.rendering or bead.original)[0])
            assert sum(1 for one in placed[:place] if one in linked) == before
    lone = [
        [bead.original == () for bead in run]
        for is_linked, run in groupby(placed, linked.__contains__)
        if not is_linked
    ]
    assert all(run == sorted(run, reverse=True) for run in lone)


@given(TEXTS, TEXTS)
@settings(max_examples=50, deadline=None)
def test_composed_and_decomposed_texts_give_the_same_beads(rendering: list[str], original: list[str]) -> None:
    apart = [[unicodedata.normalize("NFD", text) for text in side] for side in (rendering, original)]
    together = [[unicodedata.normalize("NFC", text) for text in side] for side in (rendering, original)]
    assert shape(*apart) == shape(*together)


def test_headline_in_capitals_is_aligned_like_any_other() -> None:
    rendering = [
        "Ha Van Lam besöker Linhe",
        "Den 14 mars kom 60 studenter till staden.",
        "Det kostade 320 miljoner.",
    ]
    original = ["Hà Văn Lâm thăm Lâm Hà", "Ngày 14/3, 60 sinh viên đến thành phố.", "Chi phí là 320 triệu."]
    shouted = [original[0].upper(), *original[1:]]
    expected = story_links(sides(rendering, original))
    assert story_links(sides(rendering, shouted)) == expected
    assert story_links(sides([rendering[0].upper(), *rendering[1:]], shouted)) == expected


def test_two_thousand_paragraphs_are_aligned_in_order() -> None:
    rendering = [f"Punkt {k} kostar {k * 37} kronor i Linhe." for k in range(2000)]
    original = [f"Mục {k} giá {k * 37} đồng tại Lâm Hà." for k in range(2000) if k % 10]
    linked = [bead for bead in shape(rendering, original) if all(bead)]
    right = {((k,), (place,)) for place, k in enumerate(k for k in range(2000) if k % 10)}
    assert len(right & set(linked)) > 0.95 * len(right)


def test_credit_put_into_a_paragraph_does_not_part_it() -> None:
    rendering = [
        "Den 14 mars enades parterna om 320 miljoner.",
        "Foto: VNA",
        "Sedan reste 60 studenter till Laos.",
    ]
    original = ["Ngày 14/3, hai bên nhất trí 320 triệu. Sau đó 60 sinh viên sang Lào."]
    assert shape(rendering, original) == [((0, 2), (0,)), ((1,), ())]


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_probable_bead_scores_no_less(one: float, other: float) -> None:
    low, high = (bead_score(Link((0,), (0,), 0.0, p)) for p in sorted((one, other)))
    assert 0 <= low <= high <= 1


def test_bead_between_two_equal_partners_is_unsure() -> None:
    certain = story_links(sides(["Den 14 mars kom 60 studenter."], ["Ngày 14/3, 60 sinh viên đến."]))
    torn = story_links(sides(["Den 14 mars kom 60 studenter."], ["Ngày 14/3, 60 sinh viên đến."] * 2))
    assert bead_score(torn[0]) < 0.6 < bead_score(certain[0])


def test_headline_that_the_rendering_lost_stands_alone() -> None:
    rendering = ["Den 14 mars kom 60 studenter från Linhe till Ha Van Lams skola vid floden."]
    original = ["60 sinh viên Lâm Hà đến trường", "Ngày 14/3, 60 sinh viên Lâm Hà đến trường của Hà Văn Lâm."]
    assert shape(rendering, original) == [((), (0,)), ((0,), (1,))]


def test_speech_is_put_beside_speech() -> None:
    rendering = ["Han såg på bron länge.", "”Den är vacker”, sade han."]
    original = ["“Cầu thật đẹp”, ông nói."]
    assert shape(rendering, original) == [((0,), ()), ((1,), (0,))]


@pytest.mark.parametrize("sizes", [(0, 0), (0, 3), (3, 0), (1, 300), (300, 1)])
def test_empty_and_one_sided_documents_stand_alone(sizes: tuple[int, int]) -> None:
    ours, theirs = (["Den 14 mars kom 60 studenter."] * sizes[0], ["Ảnh: TTXVN"] * sizes[1])
    found = shape(ours, theirs)
    if not all(sizes):
        assert not any(all(bead) for bead in found)
    assert sorted(i for ours, _ in found for i in ours) == list(range(sizes[0]))
    assert sorted(j for _, theirs in found for j in theirs) == list(range(sizes[1]))


def test_memory_of_an_alignment_grows_with_length_not_its_square() -> None:
    def peak(paragraphs: int) -> int:
        rendering = [f"Punkt {k} kostar {k * 37} kronor i Linhe." for k in range(paragraphs)]
        original = [f"Mục {k} giá {k * 37} đồng tại Lâm Hà." for k in range(paragraphs)]
        tracemalloc.start()
        story_links(sides(rendering, original))
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    assert peak(480) < 3 * peak(240)
