"""A rendering follows an edit where the blocks that said the edited part changed too."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.change.staleness import followings
from archive.change.versions import Change, Version, change_between
from archive.model import Bead, Block

SEEN = datetime(2026, 3, 1, 6, tzinfo=UTC)
ORIGINAL = ("Cầu dài 48 m bắc qua suối.", "Vốn là 3,2 tỷ đồng do dân góp.", "Tháng 6 sẽ lắp đèn ở hai đầu.")
SWEDISH = ("Bron över bäcken är 48 meter.", "Den kostade 3,2 miljarder dong.", "I juni sätts lampor upp.")
BEADS = tuple(Bead(rendering=(i,), original=(i,), score=0.9) for i in range(3))


def change(old: tuple[str, ...], new: tuple[str, ...], titles: tuple[str, str] = ("Cầu", "Cầu")) -> Change:
    versions = [
        Version(seen_at=SEEN, title=title, blocks=tuple(Block(type="paragraph", text=text) for text in texts))
        for title, texts in zip(titles, (old, new), strict=True)
    ]
    return change_between(versions[0], versions[1])


EDITED = change(ORIGINAL, (ORIGINAL[0].replace("48", "52"), *ORIGINAL[1:]))


def test_without_a_new_rendering_the_edit_is_stale() -> None:
    (following,) = followings(EDITED, BEADS)
    assert (following.old_index, following.rendering, following.verdict) == (0, (0,), "stale")


@pytest.mark.parametrize(("position", "verdict"), [(0, "followed"), (1, "stale")])
def test_only_a_change_in_the_same_bead_follows(position: int, verdict: str) -> None:
    new = tuple(text + " Så är det." if i == position else text for i, text in enumerate(SWEDISH))
    (following,) = followings(EDITED, BEADS, change(SWEDISH, new))
    assert following.verdict == verdict


def test_a_paragraph_without_a_bead_was_never_translated() -> None:
    lone = (Bead(rendering=(), original=(0,), score=0.0), *BEADS[1:])
    (following,) = followings(EDITED, lone)
    assert (following.rendering, following.verdict) == ((), "untranslated")


def test_a_removed_paragraph_that_the_rendering_keeps_is_stale() -> None:
    removed = change(ORIGINAL, ORIGINAL[:2])
    assert [f.verdict for f in followings(removed, BEADS)] == ["stale"]
    assert [f.verdict for f in followings(removed, BEADS, change(SWEDISH, SWEDISH[:2]))] == ["followed"]


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_an_added_paragraph_follows_at_its_place_only(place: int) -> None:
    added = change(ORIGINAL, (*ORIGINAL[:1], "Ngày mai huyện kiểm tra lại.", *ORIGINAL[1:]))
    rendering = change(SWEDISH, (*SWEDISH[:place], "I morgon granskas allt igen.", *SWEDISH[place:]))
    (following,) = followings(added, BEADS, rendering)
    assert following.verdict == ("followed" if place == 1 else "stale")


def test_titles_answer_titles() -> None:
    renamed = change(ORIGINAL, ORIGINAL, ("Cầu", "Cầu mới"))
    assert [f.verdict for f in followings(renamed, BEADS)] == ["stale"]
    answer = change(SWEDISH, SWEDISH, ("Bron", "Nya bron"))
    assert [f.verdict for f in followings(renamed, BEADS, answer)] == ["followed"]


def test_noise_and_moves_ask_nothing_of_the_rendering() -> None:
    moved = change(ORIGINAL, (*ORIGINAL[1:], ORIGINAL[0]))
    spelled = change(("Cộng hoà.",), ("Cộng hòa.",))
    assert followings(moved, BEADS) == followings(spelled, BEADS) == ()
