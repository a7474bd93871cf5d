"""A status or a class of them is read alike wherever it is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalog.capture_search import statuses_named


@given(st.integers(100, 999))
def test_a_status_is_named_by_its_digits_and_by_its_class(status: int) -> None:
    assert statuses_named(str(status)) == range(status, status + 1)
    named = statuses_named(f"{status // 100}xX")
    assert named is not None
    assert status in named
    assert {one // 100 for one in named} == {status // 100}


@pytest.mark.parametrize("text", ["", "4", "40", "4040", "x04", "4x4", "٤٠٤", "4xx ", "-40", "xxx"])
def test_what_is_neither_names_nothing(text: str) -> None:
    assert statuses_named(text) is None
