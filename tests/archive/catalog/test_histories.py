"""How watched URLs stand, kept beside their checks, tells the schedule what the checks themselves do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.engine import open_catalog, writing
from archive.catalog.histories import all_watched, histories
from archive.catalog.pairs import put_article
from archive.catalog.renderings import put_rendering
from archive.fetch_schedule import schedule
from archive.model import Article, Block, Check, Citation, Original, Rendering, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Engine

BEGINNING = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://nhandan.vn/cau-moi-post800001.html"
PAGE = "https://www.vietnam.vn/sv/ny-bro"
ARTICLE = "urn:uuid:1"

CHECKS = st.lists(
    st.builds(
        lambda hours, state, conditional, asked: (hours, state, conditional, asked),
        st.floats(0.1, 900),
        st.sampled_from(get_args(State)),
        st.booleans(),
        st.none() | st.floats(0, 48),
    ),
    max_size=12,
)


def logged(url: str, looks: list[tuple[float, State, bool, float | None]]) -> Iterator[LoggedCheck]:
    at = BEGINNING
    for number, (hours, state, conditional, asked) in enumerate(looks):
        at += timedelta(hours=hours)
        retry_at = None if asked is None else at + timedelta(hours=asked)
        told = Check(at=at, state=state, conditional=conditional, retry_at=retry_at)
        yield LoggedCheck(url=url, number=number, check=told, good_record_id=ARTICLE if number else None)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A catalog with one original, whose rendering was read from a page that is watched too."""
    file: Path = tmp_path_factory.mktemp("standing") / "catalog.sqlite"
    made = open_catalog(f"sqlite:///{file}")
    rendering = Rendering(
        id="0" * 16,
        source=PAGE,
        lang="sv",
        title=None,
        publisher=None,
        published_on=BEGINNING.date(),
        blocks=(Block(type="paragraph", text="Bron är ny."),),
        citation=Citation(line=f"Källa: {URL}", url=URL),
    )
    original = Original(url=URL, outlet="nhandan", article_id="800001")
    with writing(made) as conn:
        put_rendering(
            conn,
            rendering,
            record_id="urn:uuid:2",
            at=BEGINNING,
            digest="sha1:X",
            cited_by=lambda _: (original, None),
        )
        dated = BEGINNING - timedelta(days=3)
        article = Article(record_id=ARTICLE, extraction="ok", extractor="x", published_at=dated, blocks=())
        put_article(conn, article)
    yield made
    made.dispose()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(original=CHECKS, page=CHECKS, waited=st.floats(0, 9000))
def test_schedule_of_what_is_kept_is_that_of_the_checks(
    engine: Engine,
    original: list[tuple[float, State, bool, float | None]],
    page: list[tuple[float, State, bool, float | None]],
    waited: float,
) -> None:
    now = BEGINNING + timedelta(hours=waited)
    with writing(engine) as conn:
        for url, looks in ((URL, original), (PAGE, page)):
            put_checks(conn, url, list(logged(url, looks)))
        kept = {one.url: schedule(one, now) for one in all_watched(conn)}
        told = {one.url: schedule(one, now) for one in histories(conn)}
    assert kept == told
    assert set(kept) == {URL, PAGE}


def test_a_day_begins_in_vietnam_for_the_schedule(engine: Engine) -> None:
    with writing(engine) as conn:
        put_checks(conn, URL, [])
        put_checks(conn, PAGE, [])
        published = {one.published_at for one in histories(conn)}
    assert published == {BEGINNING - timedelta(hours=7)}
