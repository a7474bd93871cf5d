"""A part of a table lies where its neighbour's key says, forward and backward, whatever was added since."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from archive.catalog.capture_rows import OutcomeRow, outcome_key, outcome_rows
from archive.catalog.captures import put_outcomes
from archive.catalog.engine import catalog_engine, make_tables, reading, writing
from archive.catalog.keyset import Order, Slice, key_of
from archive.catalog.pair_rows import PairFilter, PairRow, pair_key, pair_rows
from archive.catalog.tables import outcome, pair, rendering
from archive.errors import WrongUsage
from archive.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

BEGINNING = datetime(2026, 1, 5, 8, tzinfo=UTC)
ORDER = Order(columns=(outcome.c.at, outcome.c.record_id), descending=True)


def unanswered(day: int) -> Outcome:
    return Outcome(url="https://nhandan.vn/", at=BEGINNING + timedelta(days=day), kind="dns", detail="")


def put_days(conn: Connection, days: Sequence[int]) -> None:
    """An outcome for each; days may come twice."""
    put_outcomes(conn, ((f"urn:{number}", unanswered(day)) for number, day in enumerate(days)))


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 7))
def test_pages_hold_every_row_once_in_either_direction(days: list[int], per_page: int) -> None:
    engine = catalog_engine("sqlite://")
    with writing(engine) as conn:
        make_tables(conn)
        put_days(conn, days)
        whole = list(outcome_rows(conn, Slice()))
        forward, part = [], Slice(limit=per_page)
        while rows := list(outcome_rows(conn, part)):
            forward += rows
            part = Slice(limit=per_page, after=outcome_key(rows[-1]))
        backward: list[OutcomeRow] = []
        part = Slice(limit=per_page, before=())
        while rows := list(outcome_rows(conn, part)):
            backward = rows + backward
            part = Slice(limit=per_page, before=outcome_key(rows[0]))
    engine.dispose()
    assert [row.at for row in whole] == sorted((row.at for row in whole), reverse=True)
    assert len(whole) == len(days)
    assert forward == backward == whole


def test_a_place_stays_when_rows_are_added_above_it() -> None:
    engine = catalog_engine("sqlite://")
    with writing(engine) as conn:
        make_tables(conn)
        put_days(conn, [1, 2, 3, 4])
        (_, second) = outcome_rows(conn, Slice(limit=2))
        part = Slice(limit=2, after=outcome_key(second))
        before = list(outcome_rows(conn, part))
        put_outcomes(conn, [("urn:late", unanswered(9))])
        assert list(outcome_rows(conn, part)) == before
    engine.dispose()


def test_the_first_column_alone_stands_for_all_its_rows() -> None:
    engine = catalog_engine("sqlite://")
    with writing(engine) as conn:
        make_tables(conn)
        put_days(conn, [1, 2, 2, 3])
        part = Slice(after=key_of([BEGINNING + timedelta(days=2)]))
        assert [row.at for row in outcome_rows(conn, part)] == [BEGINNING + timedelta(days=1)]
    engine.dispose()


@pytest.mark.parametrize("key", [("soon",), ("0001-01-01T00:00:00+14:00",), ("2026-13-01",)])
def test_what_is_no_key_is_refused(key: tuple[str, ...]) -> None:
    with pytest.raises(WrongUsage):
        ORDER.part(select(outcome), Slice(after=key))


@pytest.mark.parametrize(
    ("part", "found"),
    [
        (Slice(), (0, None)),
        (Slice(limit=5), (0, 5)),
        (Slice(limit=5, after=("50",)), (50, 5)),
        (Slice(limit=5, before=("51",)), (45, 5)),
        (Slice(limit=5, before=("3",)), (0, 2)),
        (Slice(limit=5, before=()), (0, 0)),
    ],
)
def test_rows_without_a_key_are_counted(part: Slice, found: tuple[int, int | None]) -> None:
    assert part.numbers() == found


@pytest.mark.parametrize("number", ["-1", "1.5", "x", "", "9" * 30])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(WrongUsage):
        Slice(after=(number,)).numbers()


@pytest.mark.parametrize("order", ["source", "title", "score", "-score", "published", "-published"])
def test_renderings_without_title_or_day_have_a_place_in_every_order(order: str) -> None:
    engine = catalog_engine("sqlite://")
    with writing(engine) as conn:
        make_tables(conn)
        for number in range(9):
            day = (BEGINNING + timedelta(days=number // 2)).date() if number % 3 else None
            found = {"id": f"{number:04d}", "source": f"{number % 4}", "lang": "sv", "published_on": day}
            title = [None, "", "En bro"][number % 3]
            conn.execute(insert(rendering).values(**found, title=title, blocks=[], images=[]))
            judged = {"verdict": "doubtful", "score": number % 2 / 3, "evidence": {}}
            conn.execute(insert(pair).values(rendering_id=found["id"], **judged, candidates=[], beads=[]))
    wanted = PairFilter(order=order)
    with reading(engine) as conn:
        rows: list[PairRow] = []
        part = Slice(limit=2)
        while found_rows := list(pair_rows(conn, wanted, part)):
            rows += found_rows
            part = Slice(limit=2, after=pair_key(found_rows[-1], order))
        assert rows == list(pair_rows(conn, wanted, Slice()))
    engine.dispose()
    assert len(rows) == 9
