"""A month in the life of ten stories, looked at by the schedule again and again, under a moved clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain, groupby
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from archive.catalog.engine import catalog_engine, reading
from archive.catalog.histories import histories
from archive.catalog.tables import written_name
from archive.catalog.written_names import names_with_spellings
from archive.derive.learning import confirmed_pairs
from archive.fetch_schedule import History, schedule
from archive.pairing.names import spellings, written_names
from crawler.sampleweb.stories import all_stories, story_named
from crawler.sampleweb.text_renderings import write_renderings
from tests.end_to_end.conftest import Desk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.sampleweb.proxy import SampleWeb
    from crawler.sampleweb.state import WebState

# The first stories are hours old then; those that are dated later count as new at every look.
BEGINNING = datetime(2025, 10, 28, 1, tzinfo=UTC)
BRIDGE_PAGE = f"https://www.vietnam.vn/sv/{story_named('bridge').place.slug}"


def first_days(state: WebState) -> Iterator[float]:
    """Yields the days on which `refetch` is run; what happens before each run stands before it."""
    state.edit("bridge")
    state.edit("pottery")
    state.redress("delegation-later")
    yield 1
    state.remove("lighthouse", "404")
    state.remove("delegation", "410")
    state.remove("library", "soft_404")
    state.remove("pottery", "redirect_home")
    state.remove("delegation-later", "emptied")
    state.redress("delegation-later")  # else the server might call the emptied page unchanged until an audit
    yield 2


def later_days(state: WebState) -> Iterator[float]:
    state.outage("baoquocte.vn", retry_after=1)
    yield 3.05
    state.recover("baoquocte.vn")
    state.forbid("nhandan.vn", 3)
    yield 5.1
    yield 5.2
    state.edit("bridge", 0)
    state.retranslate("bridge")
    state.restore("library")
    yield 9
    yield 36


class Month:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        write_renderings(desk.renderings)
        self.crawl(0, "originals", "-a", f"renderings={desk.renderings}")
        self.crawl(0.04, "renderings", "-a", f"url={BRIDGE_PAGE}")
        for day in first_days(desk.web.state):
            self.crawl(day, "refetch")
        self.stale = desk.kalla_json("changes", "--stale")
        for day in later_days(desk.web.state):
            self.crawl(day, "refetch")
        self.logs = desk.logs()

    def crawl(self, day: float, spider: str, *options: str) -> None:
        offset = BEGINNING + timedelta(days=day) - datetime.now(UTC)
        clock = ("-s", f"KALLA_CLOCK_OFFSET={offset.total_seconds()}", "-s", "KALLA_EXTRACTION_SECONDS=300")
        done = self.desk.crawl(spider, *options, *clock)
        assert done.returncode == 0, done.stderr

    def told(self, story: str) -> list[str]:
        """The states of a story in order; looks that showed the same text are one."""
        states = [check["state"] for check in self.logs[story_named(story).place.url]]
        quiet = {"unchanged", "markup_only"}
        return [state for state, _ in groupby("quiet" if state in quiet else state for state in states)]


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb) -> Month:
    return Month(Desk(folder=tmp_path_factory.mktemp("month"), web=web))


@pytest.mark.parametrize(
    ("story", "states"),
    [
        ("bridge", ["first", "edited", "quiet", "error", "quiet", "edited", "quiet"]),
        ("pottery", ["first", "edited", "suspect", "removed"]),
        ("library", ["first", "quiet", "suspect", "removed", "restored"]),
        ("lighthouse", ["first", "quiet", "suspect", "blocked", "removed"]),
        ("delegation", ["first", "quiet", "suspect", "blocked", "removed"]),
        ("delegation-later", ["first", "quiet", "suspect", "error", "suspect", "removed"]),
        ("football", ["first", "quiet", "blocked", "quiet"]),
        ("rice", ["first", "quiet"]),
        ("ferry", ["suspect", "removed"]),
    ],
)
def test_every_state_is_right_and_none_is_false(month: Month, story: str, states: list[str]) -> None:
    assert month.told(story) == states


def test_what_happened_lies_in_its_bracket(month: Month) -> None:
    logs = [month.logs[story_named(name).place.url] for name in ("pottery", "library")]
    pottery, library = ({check["state"]: check for check in log if check["between"]} for log in logs)
    for check, after, before in (
        (pottery["edited"], 0, 1),
        (pottery["removed"], 1, 2),
        (library["removed"], 1, 2),
        (library["restored"], 5.1, 36),
    ):
        seen = [datetime.fromisoformat(moment) - BEGINNING for moment in check["between"]]
        assert [round(moment / timedelta(days=1), 1) for moment in seen] == [after, before]


def test_a_304_is_asked_for_and_kept_as_a_revisit(month: Month) -> None:
    checks = month.logs[story_named("football").place.url]
    captures = {one["record_id"]: one for one in month.desk.kalla_json("ls", "https://nhandan.vn/*")}
    revisits = [captures[check["record_id"]] for check in checks if check["conditional"]]
    assert revisits
    assert {(one["status"], one["type"]) for one in revisits} == {(304, "revisit")}
    assert {one["refers_to"] for one in revisits} <= {check["good_record_id"] for check in checks}


def test_a_moved_original_is_followed_to_its_successor(month: Month) -> None:
    successor = story_named("rice").successor
    assert successor is not None
    assert {check["landed_on"] for check in month.logs[story_named("rice").place.url]} == {successor.url}
    assert month.desk.kalla_json("log", successor.url) == month.logs[story_named("rice").place.url]


def test_a_rendering_is_stale_until_it_follows(month: Month) -> None:
    assert {change["url"] for change in month.stale} == {
        story_named("bridge").place.url,
        story_named("pottery").place.url,
    }
    edits = [change for change in month.desk.kalla_json("changes") if change["url"] == month.stale[0]["url"]]
    page = {found["source"]: found for found in month.desk.kalla_json("changes", "--stale")[0]["renderings"]}
    assert edits
    assert page
    assert [check["state"] for check in month.logs[BRIDGE_PAGE]].count("edited") == 1


def test_nothing_was_fetched_before_it_was_due(month: Month) -> None:
    engine = catalog_engine(f"sqlite:///{month.desk.collection / 'catalog.sqlite'}")
    with reading(engine) as conn:
        watched = [history for history in histories(conn) if history.checks]
    engine.dispose()
    assert len(watched) >= len([story for story in all_stories() if story.citation_url])
    for history in watched:
        for number, check in enumerate(history.checks[1:], start=1):
            earlier = History(
                url=history.url,
                first_seen=history.first_seen,
                published_at=history.published_at,
                checks=history.checks[:number],
            )
            assert schedule(earlier, check.at).next_due <= check.at


def test_the_story_can_be_read_as_a_person_would_tell_it(month: Month) -> None:
    told = month.desk.kalla("log", story_named("library").place.url).stdout
    assert "the page has no article" in told
    assert "present 2025-10-29 01:00, absent 2025-10-30 01:00" in told
    assert "not there 3 times; over 74 hours" in told
    assert "0 days after its publication" in month.desk.kalla("log", story_named("bridge").place.url).stdout


def test_changes_name_the_substance_and_the_removals(month: Month) -> None:
    found = month.desk.kalla_json("changes", "--substance")
    bridge = [one for one in found if one["url"] == story_named("bridge").place.url]
    assert [one["change"]["substance"] for one in bridge] == [["numbers"], ["numbers"]]
    removed = {one["url"] for one in month.desk.kalla_json("changes", "--removed")}
    assert story_named("library").place.url in removed
    since = month.desk.kalla_json("changes", "--since", "2025-11-10")
    assert [one["state"] for one in since] == ["restored"]  # what is still gone is no news


def test_names_that_are_kept_are_those_that_the_texts_hold(month: Month) -> None:
    engine = catalog_engine(f"sqlite:///{month.desk.collection / 'catalog.sqlite'}")
    with reading(engine) as conn:
        kept = list(chain.from_iterable(map(spellings, names_with_spellings(conn))))
        pairs = list(confirmed_pairs(conn))
        number = conn.scalar(select(func.count()).select_from(written_name))
    engine.dispose()
    names = [
        name
        for pair in pairs
        for name in written_names(*([block.text for block in text.blocks] for text in pair))
    ]
    assert number == len(names) > 0
    assert kept == spellings(names)


def test_rebuild_tells_the_same_month(month: Month) -> None:
    before = month.desk.catalog_dump()
    assert any('INTO "check"' in line for line in before)
    assert month.desk.kalla("rebuild").returncode == 0
    assert set(month.desk.catalog_dump()) ^ set(before) == set()
