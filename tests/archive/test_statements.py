"""A statement is read as it was made, or named as broken: a lost decision would be a wrong pair."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BrokenRecord
from archive.model import Candidate, Decision, Listed, Outcome, Search
from archive.statements import statement_body, statement_in
from archive.warc.captures import Kept
from archive.warc.outcomes import outcome_body, outcome_of

if TYPE_CHECKING:
    from archive.statements import Statement

AT = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
STATEMENTS: dict[str, Statement | Outcome] = {
    "decision": Decision(
        rendering_id="0" * 16,
        rendering_record="urn:uuid:1",
        at=AT,
        url="https://a.example",
        confirmed=True,
        note="",
    ),
    "search": Search(
        rendering_id="0" * 16,
        at=AT,
        candidates=(
            Candidate(url="https://a.example", score=0.5),
            Candidate(url="https://b.example", score=1),
        ),
        abstained=None,
    ),
    "listed": Listed(lang="sv", day=date(2026, 2, 28), at=AT),
    "outcome": Outcome(url="https://a.example", at=AT, kind="dns", detail="no such name"),
}
json_values = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text() | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def body_of(statement: Statement | Outcome) -> bytes:
    return outcome_body(statement) if isinstance(statement, Outcome) else statement_body(statement)


def kept(name: str, body: bytes) -> Kept:
    return Kept(
        record_id="urn:uuid:2",
        target_uri=f"urn:kalla:{name}:1",
        at=AT,
        content_type="application/json",
        body=body,
        warc="a.warc.gz",
        offset=77,
        length=1,
    )


def read(record: Kept) -> Statement | Outcome | None:
    stated, outcome = statement_in(record), outcome_of(record)
    assert stated is None or outcome is None
    return stated or outcome


def test_search_of_the_first_versions_names_no_record_of_its_rendering() -> None:
    statement = STATEMENTS["search"]
    told = json.loads(body_of(statement))
    del told["rendering_record"]
    assert statement_in(kept("search", json.dumps(told).encode())) == statement


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement_is_read_as_it_was_made(name: str) -> None:
    statement = STATEMENTS[name]
    assert read(kept(name, body_of(statement))) == statement
    assert read(kept("rendering", body_of(statement))) is None
    assert read(kept("unheard-of", body_of(statement))) is None


@given(name=st.sampled_from(sorted(STATEMENTS)), field=st.integers(0, 6), value=json_values)
def test_field_of_another_type_breaks_the_record_and_nothing_else(
    name: str, field: int, value: object
) -> None:
    statement = STATEMENTS[name]
    fields = json.loads(body_of(statement))
    fields[sorted(fields)[field % len(fields)]] = value
    try:
        found = read(kept(name, json.dumps(fields).encode()))
    except BrokenRecord:
        return
    assert type(found) is type(statement)
    fields_found = asdict(cast("Decision", found))
    json.dumps(fields_found, default=str, ensure_ascii=False).encode()


@pytest.mark.parametrize("name", STATEMENTS)
@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b"7", b'"x"', b"{}", b"[" * 100_000, b'{"at": "2026-03-01T08:30:00"}'],
    ids=["empty", "binary", "list", "number", "text", "no-fields", "deep", "few-fields"],
)
def test_record_that_states_nothing_is_named(name: str, body: bytes) -> None:
    with pytest.raises(BrokenRecord, match=f"a.warc.gz at byte 77: states no {name}"):
        read(kept(name, body))


@pytest.mark.parametrize("name", STATEMENTS)
def test_time_without_a_zone_is_no_time(name: str) -> None:
    statement = STATEMENTS[name]
    fields = {**json.loads(body_of(statement)), "at": "2026-03-01T08:30:00"}
    with pytest.raises(BrokenRecord):
        read(kept(name, json.dumps(fields).encode()))
