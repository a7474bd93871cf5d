from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.pairing.anchors import Anchors
from archive.pairing.segments import pieces

NOTHING = Anchors(frozenset(), frozenset())
MOST = 240 * 240  # paragraphs of one side times those of the other
shared = st.lists(st.tuples(st.integers(0, 699), st.integers(0, 699)), max_size=6)


def sides(size: int, there: int, places: list[tuple[int, int]]) -> tuple[list[Anchors], list[Anchors]]:
    """Paragraphs without anchors, but for two rare numbers at each of these places of either side."""
    ours, theirs = [NOTHING] * size, [NOTHING] * there
    for number, (i, j) in enumerate(places):
        rare = Anchors(frozenset({f"n:{2 * number}", f"n:{2 * number + 1}"}), frozenset())
        ours[i % size], theirs[j % there] = rare, rare
    return ours, theirs


def cells(found: list[tuple[slice, slice]]) -> int:
    most: int = max((one.stop - one.start) * (other.stop - other.start) for one, other in found)
    return most


@pytest.mark.parametrize("place", [(110, 1980), (1980, 110), (1890, 20), (20, 1890), (1000, 1500)])
def test_two_numbers_that_unrelated_texts_share_make_no_huge_piece(place: tuple[int, int]) -> None:
    assert cells(pieces(*sides(2000, 2000, [place]))) <= MOST


def test_cut_follows_the_texts_where_one_has_a_long_beginning_of_its_own() -> None:
    ours, theirs = sides(1000, 1300, [(place, place + 300) for place in range(10, 1000, 10)])
    cuts = [(one.stop, other.stop) for one, other in pieces(ours, theirs)]
    assert all(there == here + 300 for here, there in cuts)


@given(st.integers(1, 700), st.integers(1, 700), shared)
@settings(max_examples=50, deadline=None)
def test_pieces_cover_both_sides_in_order_and_none_is_huge(
    size: int, there: int, places: list[tuple[int, int]]
) -> None:
    found = pieces(*sides(size, there, places))
    for side, length in ((0, size), (1, there)):
        assert (found[0][side].start, found[-1][side].stop) == (0, length)
        assert all(one[side].stop == other[side].start for one, other in pairwise(found))
    assert cells(found) <= MOST
