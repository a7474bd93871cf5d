"""Links that were lost, found by each of the routes, and the search that says why it proposes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from archive.catalog.engine import catalog_engine, reading
from archive.catalog.renderings import first_record_of
from archive.catalog.tables import search
from crawler.sampleweb.stories import story_named
from crawler.sampleweb.text_renderings import rendering_text
from crawler.spiders.lost_links import REQUESTS
from tests.end_to_end.conftest import Desk

if TYPE_CHECKING:
    from crawler.sampleweb.proxy import SampleWeb

CRAWLS = (
    ("renderings", "-a", "since=2025-11-14", "-a", "until=2025-11-20"),
    ("originals", "-a", "renderings=renderings"),
)
SEARCHED = ("kites", "honey", "delegation-farewell")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb) -> Desk:
    """A desk where a week of renderings was read at their site, and one was brought in as a text file."""
    desk = Desk(folder=tmp_path_factory.mktemp("searched"), web=web)
    desk.renderings.mkdir()
    (desk.renderings / "shelter.txt").write_text(rendering_text(story_named("shelter")), encoding="utf-8")
    for spider, *options in CRAWLS:
        done = desk.crawl(spider, *options)
        assert done.returncode == 0, done.stderr
    return desk


@pytest.fixture(scope="module")
def pairs(searched: Desk) -> dict[str, dict[str, Any]]:
    """The pairs by the name of their story."""
    titled = {story_named(name).tellings[0].body[-1].sv: name for name in ("shelter", *SEARCHED)}
    listed = [pair for pair in searched.kalla_json("pairs") if pair["rendering"]["lang"] == "sv"]
    last_texts = ((pair["rendering"]["blocks"][-1]["text"], pair) for pair in listed)
    return {titled[text]: pair for text, pair in last_texts if text in titled}


def test_the_page_of_the_same_text_still_has_the_link(pairs: dict[str, dict[str, Any]]) -> None:
    pair = pairs["shelter"]
    assert pair["verdict"] == "confirmed"
    assert pair["original"]["url"] == pair["rendering"]["citation_url"] == story_named("shelter").place.url


def test_the_vietnamese_edition_names_the_source(pairs: dict[str, dict[str, Any]]) -> None:
    (found,) = pairs["kites"]["candidates"]
    assert found["url"] == story_named("kites").place.url
    assert found["why"].startswith("the Vietnamese edition cites it; ")
    assert pairs["kites"]["verdict"] == "unresolved"


def test_an_outlets_listing_leads_to_the_article(pairs: dict[str, dict[str, Any]]) -> None:
    (found,) = pairs["honey"]["candidates"]
    assert found["url"] == story_named("honey").place.url
    assert found["score"] >= 0.9
    assert found["why"].startswith("its address has the slug of the rendering's; ")


def test_stories_of_the_same_people_on_other_days_are_not_proposed(pairs: dict[str, dict[str, Any]]) -> None:
    pair = pairs["delegation-farewell"]
    assert (pair["verdict"], pair["candidates"]) == ("unresolved", [])
    (reason,) = pair["evidence"]["reasons"]
    for name in ("delegation", "delegation-later"):
        assert f"{story_named(name).place.url}: no day that the rendering names" in reason


def test_candidates_are_listed_for_people_too(searched: Desk, pairs: dict[str, dict[str, Any]]) -> None:
    listed = searched.kalla("pairs", "--verdict", "unresolved").stdout
    for name in ("kites", "honey"):
        (found,) = pairs[name]["candidates"]
        assert f"{found['url']}  {found['why']}" in listed


def test_each_search_names_a_record_of_its_rendering(searched: Desk) -> None:
    engine = catalog_engine(f"sqlite:///{searched.collection / 'catalog.sqlite'}")
    with reading(engine) as conn:
        found = {row.rendering_id: row.rendering_record for row in conn.execute(select(search))}
        assert len(found) == len(SEARCHED)
        assert found == {rendering_id: first_record_of(conn, rendering_id) for rendering_id in found}
    engine.dispose()


def test_no_search_is_made_twice_and_rebuild_keeps_them_all(searched: Desk) -> None:
    before, dump = len(searched.web.exchanges), searched.catalog_dump()
    assert searched.crawl("originals").returncode == 0
    assert [exchange.path for exchange in searched.web.exchanges[before:]] == []
    assert searched.kalla("rebuild").returncode == 0
    assert searched.catalog_dump() == dump


def test_what_a_person_confirms_is_paired_like_a_cited_original(desk: Desk) -> None:
    """Also that `lost=no` searches for nothing."""
    story = story_named("honey")
    page = f"url=https://www.vietnam.vn/sv/{story.place.slug}"
    before = len(desk.web.exchanges)
    assert desk.crawl("renderings", "-a", page, "-a", "lost=no").returncode == 0
    assert {exchange.host for exchange in desk.web.exchanges[before:]} == {"www.vietnam.vn"}
    (pair,) = desk.kalla_json("pairs")
    assert pair["candidates"] == []
    assert desk.kalla("confirm", pair["rendering"]["id"], story.place.url).returncode == 0
    assert desk.crawl("originals").returncode == 0
    (pair,) = desk.kalla_json("pairs")
    assert (pair["verdict"], pair["original"]["url"]) == ("confirmed", story.place.url)


def test_a_search_in_vain_ends_within_its_bound_and_is_not_made_again(desk: Desk) -> None:
    desk.renderings.mkdir()
    lost = rendering_text(story_named("delegation-farewell"))
    (desk.renderings / "farewell.txt").write_text(lost, encoding="utf-8")
    asked = []
    for _ in range(2):
        before = len(desk.web.exchanges)
        assert desk.crawl("originals", "-a", f"renderings={desk.renderings}").returncode == 0
        asked.append([one for one in desk.web.exchanges[before:] if one.path != "/robots.txt"])
    assert 0 < len(asked[0]) <= REQUESTS
    assert asked[1] == []
    pairs = [pair for pair in desk.kalla_json("pairs") if pair["rendering"]["lang"] == "sv"]
    assert [(pair["verdict"], pair["candidates"]) for pair in pairs] == [("unresolved", [])]
