"""The state that a person keeps in a file is taken over whole, and a mistake in it is named."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from crawler.sampleweb.state import StateFile, WebState

if TYPE_CHECKING:
    from pathlib import Path


def test_a_changed_state_file_replaces_the_state(tmp_path: Path) -> None:
    file, state = tmp_path / "state.json", WebState()
    file.write_text(
        json.dumps({"edit": {"bridge": 1}, "remove": {"honey": "410"}, "outage": {"nhandan.vn": 60}})
    )
    watched = StateFile(file)
    watched.apply(state)
    assert (state.telling("bridge"), state.removal("honey"), state.retry_after("nhandan.vn")) == (
        1,
        "410",
        60,
    )
    file.write_text("{}")
    os.utime(file, ns=(1, 1))
    watched.apply(state)
    assert (state.telling("bridge"), state.removal("honey"), state.retry_after("nhandan.vn")) == (
        0,
        None,
        None,
    )


def test_an_unchanged_state_file_leaves_the_refusals_to_run_out(tmp_path: Path) -> None:
    file, state = tmp_path / "state.json", WebState()
    file.write_text('{"forbid": {"www.vietnam.vn": 2}}')
    watched = StateFile(file)
    refused = []
    for _ in range(4):
        watched.apply(state)
        refused.append(state.refuses("www.vietnam.vn"))
    assert refused == [True, True, False, False]


@pytest.mark.parametrize("wrong", [{"explode": {"bridge": 1}}, {"remove": {"bridge": "gone"}}])
def test_an_unknown_operation_or_removal_is_refused(wrong: dict[str, dict[str, int | str]]) -> None:
    with pytest.raises(ValueError, match=r"explode|gone"):
        WebState().become(wrong)
