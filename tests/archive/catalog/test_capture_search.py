"""A status or a class of them is read alike everywhere, and little is found as much is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalog.capture_search import FEW, CaptureQuery, captures_found, statuses_named
from archive.catalog.captures import put_captures
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Connection


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


@pytest.mark.parametrize("much", [0, FEW])
def test_all_conditions_hold_of_little_and_of_much(conn: Connection, much: int) -> None:
    ages = range(much + 6)
    kept = [
        replace(
            CAPTURE,
            record_id=f"urn:uuid:{age}",
            url=f"https://nhandan.vn/{'saga' if age % 2 else 'visa'}-{age}",
            captured_at=CAPTURE.captured_at - timedelta(hours=age),
            status=404 if age % 3 else 200,
        )
        for age in ages
    ]
    put_captures(conn, kept)
    since, until = kept[-1].captured_at, kept[0].captured_at
    wanted = CaptureQuery(words="SAGA", statuses=range(400, 500), since=since, until=until, type=CAPTURE.type)
    found = {int(one.record_id.rpartition(":")[2]) for one in captures_found(conn, wanted)}
    assert found == {age for age in ages if age % 2 and age % 3 and age}
    assert list(captures_found(conn, CaptureQuery(statuses=range(0)))) == []
