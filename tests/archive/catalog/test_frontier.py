"""What is still to be fetched, and who may fetch it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.catalog.captures import put_captures, put_outcomes
from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.engine import open_catalog, upsert, writing
from archive.catalog.frontier import is_settled, leased, release, renew, uncaptured_citations
from archive.catalog.renderings import put_rendering
from archive.catalog.tables import original
from archive.model import Block, Capture, Check, Citation, Original, Outcome, OutcomeKind, Rendering
from tests.archive.capture import CAPTURE

if TYPE_CHECKING:
    from sqlalchemy import Engine

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEASE = timedelta(minutes=10)
CITED = "https://nhandan.vn/x-post1.html"


@pytest.fixture
def engine(engine: Engine) -> Engine:
    """A catalog with one rendering."""
    rendering = Rendering(
        id="r1",
        source="r1.txt",
        lang="sv",
        title=None,
        publisher=None,
        published_on=None,
        blocks=(Block(type="paragraph", text="Bron öppnades."),),
        citation=Citation(line=f"Källa: {CITED}", url=CITED),
    )
    with writing(engine) as conn:
        put_rendering(
            conn,
            rendering,
            record_id="urn:uuid:r1",
            at=NOON,
            digest="sha1:R",
            cited_by=lambda _: (Original(url=CITED, outlet="nhandan", article_id="1"), None),
        )
    return engine


def answer(url: str, status: int, location: str | None = None) -> Capture:
    record_id = f"urn:uuid:{url}-{status}"
    return replace(CAPTURE, record_id=record_id, url=url, captured_at=NOON, status=status, location=location)


def waiting(engine: Engine, *captures: Capture) -> bool:
    with writing(engine) as conn:
        put_captures(conn, captures)
        return [original.url for original in uncaptured_citations(conn)] == [CITED]


def test_a_citation_waits_until_it_is_answered(engine: Engine) -> None:
    assert waiting(engine)
    assert not waiting(engine, answer(CITED, 200))


@pytest.mark.parametrize("status", [404, 410, 451])
def test_a_source_that_is_gone_is_answered(engine: Engine, status: int) -> None:
    assert not waiting(engine, answer(CITED, status))


@pytest.mark.parametrize("status", [403, 407, 429, 500, 502, 503])
def test_a_busy_or_closed_server_has_not_answered(engine: Engine, status: int) -> None:
    assert waiting(engine, answer(CITED, status))


def test_a_redirect_is_answered_where_it_ends(engine: Engine) -> None:
    successor = "https://baohaiphong.vn/x-1.html"
    assert waiting(engine, answer(CITED, 301, location=successor))
    assert not waiting(engine, answer(successor, 200))


def test_a_redirect_loop_ends(engine: Engine) -> None:
    assert waiting(engine, answer(CITED, 301, location=CITED))


@pytest.mark.parametrize(
    ("kind", "waits"), [("unsafe", False), ("robots", True), ("dns", True), ("timeout", True)]
)
def test_only_what_may_never_be_fetched_is_settled_without_an_answer(
    engine: Engine, kind: OutcomeKind, waits: bool
) -> None:
    with writing(engine) as conn:
        put_outcomes(conn, [("urn:uuid:o", Outcome(url=CITED, at=NOON, kind=kind, detail="…"))])
    assert waiting(engine) is waits


def test_only_the_asked_for_outlets_count(engine: Engine) -> None:
    with writing(engine) as conn:
        assert uncaptured_citations(conn, frozenset({"vietnamnet"})) == []
        assert [found.url for found in uncaptured_citations(conn, frozenset({"nhandan"}))] == [CITED]


PAGES = [f"https://nhandan.vn/x-post{number}.html" for number in range(3)]
ELSEWHERE = "https://baohaiphong.vn/x-1.html"


@st.composite
def answers(draw: st.DrawFn) -> Capture:
    url = draw(st.sampled_from([*PAGES, ELSEWHERE]))
    location = draw(st.none() | st.sampled_from([*PAGES, ELSEWHERE]))
    return replace(
        answer(url, 301 if location else draw(st.sampled_from([200, 404, 403, 503])), location),
        record_id=f"urn:uuid:{draw(st.uuids())}",
        captured_at=NOON + timedelta(minutes=draw(st.integers(0, 3))),
    )


SILENCES = st.builds(
    Outcome,
    url=st.sampled_from([*PAGES, ELSEWHERE]),
    at=st.integers(0, 3).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    kind=st.sampled_from(["unsafe", "dns", "robots"]),
    detail=st.just("…"),
)


@given(
    captured=st.lists(answers(), max_size=8),
    silences=st.lists(SILENCES, max_size=4, unique_by=lambda one: (one.url, one.at)),
    seen=st.sets(st.sampled_from(PAGES)),
)
def test_what_is_unsettled_is_the_same_asked_at_once_or_one_by_one(
    captured: list[Capture], silences: list[Outcome], seen: set[str]
) -> None:
    engine = open_catalog("sqlite://")
    look = Check(at=NOON, state="first", conditional=False, retry_at=None)
    with writing(engine) as conn:
        for url in PAGES:
            upsert(conn, original, [{"url": url, "outlet": "nhandan", "article_id": url}])
        put_captures(conn, captured)
        put_outcomes(conn, [(f"urn:uuid:{number}", told) for number, told in enumerate(silences)])
        for url in seen:
            put_checks(conn, url, [LoggedCheck(url=url, number=0, check=look)])
        unsettled = [url for url in PAGES if not is_settled(conn, url)]
        assert [found.url for found in uncaptured_citations(conn)] == unsettled
    engine.dispose()


def claim(engine: Engine, urls: list[str], worker: str, now: datetime = NOON) -> list[str]:
    with writing(engine) as conn:
        return leased(conn, urls, worker=worker, now=now, lasting=LEASE)


def test_two_workers_share_the_work_and_never_a_url(engine: Engine) -> None:
    urls = [f"https://nhandan.vn/x-post{number}.html" for number in range(10)]
    first, second = claim(engine, urls[:6], "one"), claim(engine, urls, "two")
    assert first == urls[:6]
    assert second == urls[6:]


def test_what_a_killed_worker_held_comes_back_when_its_lease_runs_out(engine: Engine) -> None:
    assert claim(engine, ["u"], "killed") == ["u"]
    assert claim(engine, ["u"], "next", now=NOON + LEASE - timedelta(seconds=1)) == []
    assert claim(engine, ["u"], "next", now=NOON + LEASE) == ["u"]


def test_a_heartbeat_keeps_a_lease(engine: Engine) -> None:
    claim(engine, ["u"], "slow")
    with writing(engine) as conn:
        renew(conn, worker="slow", now=NOON + LEASE / 2, lasting=LEASE)
    assert claim(engine, ["u"], "next", now=NOON + LEASE) == []


def test_a_worker_that_ends_well_gives_back_at_once(engine: Engine) -> None:
    claim(engine, ["u"], "done")
    with writing(engine) as conn:
        release(conn, "done")
    assert claim(engine, ["u"], "next") == ["u"]


@given(
    calls=st.lists(
        st.tuples(st.sampled_from("abc"), st.sets(st.integers(0, 9)), st.integers(0, 30)), max_size=20
    )
)
def test_no_url_is_ever_held_by_two(
    tmp_path_factory: pytest.TempPathFactory, calls: list[tuple[str, set[int], int]]
) -> None:
    engine = open_catalog(f"sqlite:///{tmp_path_factory.mktemp('catalog') / 'catalog.sqlite'}")
    now = NOON
    held: dict[str, tuple[str, datetime]] = {}
    for worker, numbers, minutes in calls:
        now += timedelta(minutes=minutes)
        for url in claim(engine, sorted(map(str, numbers)), worker, now):
            owner, until = held.get(url, (worker, now))
            assert owner == worker or until <= now
            held[url] = (worker, now + LEASE)
    engine.dispose()
