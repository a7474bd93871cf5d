"""Plans that the database orders are those that the schedule makes of the histories, whatever came when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.catalog.articles import put_article
from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.engine import make_tables, open_catalog, writing
from archive.catalog.histories import histories
from archive.catalog.plans import due_plans, first_plans, next_plans, overdue_plans
from archive.catalog.renderings import RenderingRecord, put_renderings
from archive.catalog.statements import put_decision
from archive.catalog.tables import metadata
from archive.fetch_schedule import due, schedule
from archive.model import Article, Block, Check, Citation, Decision, Original, Rendering, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

BEGINNING = datetime(2026, 3, 1, tzinfo=UTC)
ORIGINALS = [f"https://nhandan.vn/cau-moi-post80000{number}.html" for number in range(3)]
PAGES = ["https://www.vietnam.vn/sv/ny-bro", "https://www.vietnam.vn/sv/ny-vag"]
SPELLINGS = [*PAGES, "http://vietnam.vn/sv/ny-bro/", "ny-bro.txt"]
ARTICLES = {f"urn:uuid:{number}": BEGINNING - timedelta(days=number) for number in range(3)}

waits = st.integers(0, 48).map(lambda hours: timedelta(hours=hours))
moments = st.integers(0, 9000 * 3600).map(lambda seconds: BEGINNING + timedelta(seconds=seconds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A record of one of three renderings; what it cites may be another original than an earlier record's."""

    at: datetime
    rendering: int
    source: str
    day: date | None
    cites: str | None

    def put(self, conn: Connection, number: int) -> None:
        rendering = Rendering(
            id=f"{self.rendering:016x}",
            source=self.source,
            lang="sv",
            title=None,
            publisher=None,
            published_on=self.day,
            blocks=(Block(type="paragraph", text="Bron är ny."),),
            citation=Citation(line="Källa", url=self.cites),
        )
        record_id = f"urn:uuid:record-{number}"
        told = RenderingRecord(rendering=rendering, record_id=record_id, at=self.at, digest="sha1:X")
        put_renderings(conn, [told], _cited_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """All checks of a URL."""

    url: str
    checks: tuple[Check, ...]
    good: tuple[str | None, ...]

    def put(self, conn: Connection, _number: int = 0) -> None:
        logged = [
            LoggedCheck(url=self.url, number=number, check=check, good_record_id=good)
            for number, (check, good) in enumerate(zip(self.checks, self.good, strict=True))
        ]
        put_checks(conn, self.url, logged)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a person says of a rendering's original, which nobody need cite."""

    at: datetime
    url: str
    confirmed: bool

    def put(self, conn: Connection, number: int) -> None:
        said = Decision(
            rendering_id="0" * 16,
            rendering_record="",
            at=self.at,
            url=self.url,
            confirmed=self.confirmed,
            note="",
        )
        put_decision(conn, f"urn:uuid:decision-{number}", said, None)


def _cited_by(rendering: Rendering) -> tuple[Original | None, str | None]:
    url = rendering.citation.url if rendering.citation else None
    return (Original(url=url, outlet="nhandan", article_id=url[-11:-5]) if url else None), None


imports = st.builds(
    Imported,
    at=moments,
    rendering=st.integers(0, 2),
    source=st.sampled_from(SPELLINGS),
    day=st.none() | st.dates(date(2025, 12, 1), date(2026, 6, 1)),
    cites=st.none() | st.sampled_from(ORIGINALS),
)
decisions = st.builds(Decided, at=moments, url=st.sampled_from(ORIGINALS), confirmed=st.booleans())


@st.composite
def looks(draw: st.DrawFn) -> Looked:
    times = sorted(draw(st.lists(moments, max_size=6, unique=True)))
    checks = tuple(
        Check(
            at=at,
            state=draw(st.sampled_from(get_args(State))),
            conditional=draw(st.booleans()),
            retry_at=draw(st.none() | waits.map(at.__add__)),
        )
        for at in times
    )
    good = tuple(draw(st.none() | st.sampled_from([*ARTICLES])) for _ in checks)
    return Looked(url=draw(st.sampled_from([*ORIGINALS, *PAGES])), checks=checks, good=good)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = open_catalog(f"sqlite:///{tmp_path_factory.mktemp('plans') / 'catalog.sqlite'}")
    yield made
    made.dispose()


@settings(max_examples=80, deadline=None)
@given(written=st.lists(imports | looks() | decisions, max_size=12), now=moments)
def test_plans_in_order_are_those_of_the_histories(
    engine: Engine, written: list[Imported | Looked | Decided], now: datetime
) -> None:
    with writing(engine) as conn:
        metadata.drop_all(conn)
        make_tables(conn)
        for record_id, at in ARTICLES.items():
            put_article(
                conn, Article(record_id=record_id, extraction="ok", extractor="x", published_at=at, blocks=())
            )
        for number, one in enumerate(written):
            one.put(conn, number)
        told = [*histories(conn)]
        again = [one for one in told if one.checks]
        assert [*due_plans(conn, now)] == due(told, now)
        assert [*overdue_plans(conn, now)] == due(again, now)
        soonest = sorted((schedule(one, now) for one in again), key=lambda plan: (plan.next_due, plan.url))
        assert [*next_plans(conn, now)] == soonest
        assert {plan.url for plan in first_plans(conn)} == {one.url for one in told if not one.checks}


def test_overdue_is_what_waited_many_times_its_interval_before_what_waited_longer(engine: Engine) -> None:
    with writing(engine) as conn:
        metadata.drop_all(conn)
        make_tables(conn)
        for number, (url, interval) in enumerate(zip(ORIGINALS, (2, 9, 1), strict=True)):
            Imported(at=BEGINNING, rendering=number, source="a.txt", day=None, cites=url).put(conn, number)
            at = BEGINNING - timedelta(days=interval)
            told_to_wait = Check(at=at, state="error", retry_at=at + timedelta(days=interval))
            Looked(url=url, checks=(told_to_wait,), good=(None,)).put(conn)
        # After five days more these have waited 3.5, 1.6 and 6 times what they were told to.
        found = [plan.url for plan in overdue_plans(conn, BEGINNING + timedelta(days=5))]
        assert found == [ORIGINALS[2], ORIGINALS[0], ORIGINALS[1]]


def test_what_was_waited_for_in_vain_longest_comes_first_to_the_microsecond(engine: Engine) -> None:
    now = BEGINNING + timedelta(days=30)
    with writing(engine) as conn:
        metadata.drop_all(conn)
        make_tables(conn)
        for number, url in enumerate(ORIGINALS):
            Imported(at=BEGINNING, rendering=number, source="a.txt", day=None, cites=url).put(conn, number)
            at = BEGINNING - timedelta(microseconds=number)
            told_to_wait = Check(at=at, state="error", retry_at=at + timedelta(days=9))
            Looked(url=url, checks=(told_to_wait,), good=(None,)).put(conn)
        assert [plan.url for plan in overdue_plans(conn, now)] == ORIGINALS[::-1]
