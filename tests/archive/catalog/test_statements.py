"""A statement is about a rendering whatever the parser calls it now, so that nothing is asked for twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from archive.catalog.renderings import put_rendering
from archive.catalog.statements import (
    decisions_on,
    last_search_for,
    put_decision,
    put_search,
    renderings_decided,
    renderings_judged,
    renderings_to_search,
)
from archive.model import Block, Decision, Rendering, Search

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

RECORD, THEN, NOW_CALLED = "urn:uuid:rendering", "0" * 16, "1" * 16
AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://vietnamnet.vn/cay-cau-moi-2400001.html"


@pytest.fixture
def conn(conn: Connection) -> Connection:
    """A catalog with one rendering, whose link is lost."""
    blocks = (Block(type="paragraph", text="Bron är klar."),)
    found = Rendering(
        id=NOW_CALLED,
        source="bro.txt",
        lang="sv",
        title=None,
        publisher=None,
        published_on=None,
        blocks=blocks,
        citation=None,
    )
    put_rendering(conn, found, record_id=RECORD, at=AT, digest="sha1:x", cited_by=lambda _: (None, None))
    return conn


def decide(conn: Connection, rendering_id: str, record: str) -> None:
    decision = Decision(
        rendering_id=rendering_id, rendering_record=record, at=AT, url=URL, confirmed=False, note=""
    )
    put_decision(conn, "urn:uuid:decision", decision, None)


def search(conn: Connection, rendering_id: str, record: str) -> None:
    came_to = Search(
        rendering_id=rendering_id, rendering_record=record, at=AT, candidates=(), abstained="none is near"
    )
    put_search(conn, "urn:uuid:search", came_to)


def test_rendering_that_nobody_looked_for_is_to_be_searched(conn: Connection) -> None:
    assert list(renderings_to_search(conn)) == [NOW_CALLED]
    assert renderings_judged(conn, [NOW_CALLED]) == set()


@pytest.mark.parametrize("state", [decide, search])
@pytest.mark.parametrize(("called", "record"), [(THEN, RECORD), (NOW_CALLED, RECORD), (NOW_CALLED, "")])
def test_rendering_is_not_searched_again_under_another_id(
    conn: Connection, state: Callable[[Connection, str, str], None], called: str, record: str
) -> None:
    state(conn, called, record)
    assert list(renderings_to_search(conn)) == []
    assert renderings_judged(conn, [THEN, NOW_CALLED]) == {NOW_CALLED}


def test_statements_are_found_by_the_id_of_today(conn: Connection) -> None:
    decide(conn, THEN, RECORD)
    search(conn, THEN, RECORD)
    assert list(decisions_on(conn, NOW_CALLED)) == [URL]
    assert renderings_decided(conn, URL) == [NOW_CALLED]
    found = last_search_for(conn, NOW_CALLED)
    assert found
    assert found.abstained == "none is near"
    assert not decisions_on(conn, THEN)
    assert last_search_for(conn, THEN) is None
