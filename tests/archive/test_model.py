"""The sets of states leave none out, so whoever asks by a set has thought of every state."""

from __future__ import annotations

from typing import get_args

from archive.model import ABSENT, CHANGED, SEEN, UNOBSERVED, State


def test_every_state_is_of_one_kind() -> None:
    assert sorted([*SEEN, *ABSENT, *UNOBSERVED]) == sorted(get_args(State))
    assert CHANGED < SEEN
