"""Renderings found at vietnam.vn itself, and their citations followed in the same crawl."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from crawler.sampleweb.stories import all_stories, story_named
from crawler.sampleweb.text_renderings import rendering_text
from tests.end_to_end.conftest import NOT_SEARCHED

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Desk

FIRST = min(story.rendered_on for story in all_stories()).isoformat()
LAST = max(story.rendered_on for story in all_stories()).isoformat()


def crawl(desk: Desk, *options: str) -> list[dict[str, Any]]:
    period = ("-a", f"since={FIRST}", "-a", f"until={LAST}")
    done = desk.crawl("renderings", *period, *NOT_SEARCHED, "-O", "out.jsonl", *options)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in (desk.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()]


def test_all_renderings_are_found_and_paired_and_a_second_run_fetches_none_again(desk: Desk) -> None:
    items = crawl(desk)
    found = {item["url"].rpartition("/")[2] for item in items if "citation_url" in item}
    assert found == {story.place.slug for story in all_stories()}

    pairs = desk.kalla_json("pairs")
    assert len(pairs) == len(all_stories())
    linked = [story for story in all_stories() if story.link_sv != "bare"]
    here = [story for story in linked if story.fate in {"here", "successor"}]
    confirmed = [pair for pair in pairs if pair["verdict"] == "confirmed"]
    assert len(confirmed) >= len(here)

    before = len(desk.web.exchanges)
    assert crawl(desk) == []
    asked = {exchange.path for exchange in desk.web.exchanges[before:]}
    assert not [path for path in asked if "sitemap" not in path and path != "/robots.txt"]

    dump = desk.catalog_dump()
    assert desk.kalla("rebuild").returncode == 0
    assert desk.catalog_dump() == dump


def test_one_page_can_be_named(desk: Desk) -> None:
    story = next(story for story in all_stories() if story.link_sv == "text" and story.fate == "here")
    done = desk.crawl("renderings", "-a", f"url=https://www.vietnam.vn/sv/{story.place.slug}")
    assert done.returncode == 0, done.stderr
    (pair,) = desk.kalla_json("pairs")
    assert pair["original"]["url"] == story.place.url
    assert pair["rendering"]["title"] == story.tellings[0].title_sv


def test_a_forbidden_episode_ends_in_a_retry_and_a_clear_report(desk: Desk) -> None:
    period = ("-a", f"since={LAST}", "-a", f"until={LAST}")
    desk.web.state.forbid("www.vietnam.vn", 1)
    assert desk.crawl("renderings", *period).returncode == 0
    assert desk.kalla_json("pairs")

    desk.web.state.forbid("www.vietnam.vn", 100)
    refused = desk.crawl("renderings", *period)
    desk.web.state.recover("www.vietnam.vn")
    assert refused.returncode == 1
    assert "answered 403 and lists nothing" in refused.stderr


def test_arguments_that_make_no_sense_are_wrong_usage(desk: Desk) -> None:
    for argument in ("since=yesterday", "lang=xx", "limit=many", "url=https://nhandan.vn/x-post1.html"):
        done = desk.crawl("renderings", "-a", argument)
        assert done.returncode == 2, done.stderr
        assert argument.partition("=")[0] in done.stderr + done.stdout


def test_a_source_that_could_not_be_had_is_fetched_by_the_next_run_and_its_page_is_not(desk: Desk) -> None:
    story = next(story for story in all_stories() if story.link_sv == "text" and story.fate == "here")
    day = story.rendered_on.isoformat()
    period = ("-a", f"since={day}", "-a", f"until={day}", *NOT_SEARCHED, "-s", "RETRY_ENABLED=False")
    desk.web.state.forbid(story.place.host, 100)
    assert desk.crawl("renderings", *period).returncode == 0
    desk.web.state.recover(story.place.host)

    before = len(desk.web.exchanges)
    assert desk.crawl("renderings", *period).returncode == 0
    asked = [exchange.path for exchange in desk.web.exchanges[before:] if exchange.status == HTTPStatus.OK]
    assert story.place.url.partition(story.place.host)[2] in asked
    assert not [path for path in asked if path.startswith("/sv/")]


def test_a_page_that_failed_comes_back_when_only_later_days_are_listed(desk: Desk) -> None:
    story = min(all_stories(), key=lambda story: story.rendered_on)
    path = f"/sv/{story.place.slug}"
    desk.web.state.forbid("www.vietnam.vn", 1)
    failed = desk.crawl(
        "renderings", "-a", f"url=https://www.vietnam.vn{path}", "-s", "RETRY_ENABLED=False", *NOT_SEARCHED
    )
    assert "answered 403" in failed.stderr
    for times in (1, 0):
        before = len(desk.web.exchanges)
        later = desk.crawl("renderings", "-a", f"since={LAST}", "-a", f"until={LAST}", *NOT_SEARCHED)
        assert later.returncode == 0, later.stderr
        asked = [exchange.path for exchange in desk.web.exchanges[before:]]
        assert asked.count(path) == times
        assert f"/sitemap/sitemap-post/{FIRST}.xml" not in asked
    sources = {pair["rendering"]["source"] for pair in desk.kalla_json("pairs")}
    assert f"https://www.vietnam.vn{path}" in sources


def days_asked(desk: Desk, *options: str) -> list[str]:
    """The days whose sitemaps a run reads for its listing."""
    before = len(desk.web.exchanges)
    done = desk.crawl("renderings", *options, *NOT_SEARCHED)
    assert done.returncode == 0, done.stderr
    paths = [exchange.path for exchange in desk.web.exchanges[before:]]
    return sorted(path[-14:-4] for path in paths if path.startswith("/sitemap/sitemap-post/"))


def test_the_first_run_without_since_begins_yesterday_whatever_a_search_has_read(desk: Desk) -> None:
    desk.renderings.mkdir()
    lost = rendering_text(story_named("delegation-farewell"))
    (desk.renderings / "farewell.txt").write_text(lost, encoding="utf-8")
    searched = ("-a", f"renderings={desk.renderings}", "-s", "KALLA_MEMENTO=")
    assert desk.crawl("originals", *searched).returncode == 0
    assert [capture for capture in desk.kalla_json("ls") if "/sitemap-post/" in capture["url"]]
    assert days_asked(desk) == []


def test_a_run_without_since_begins_where_the_last_one_ended(desk: Desk) -> None:
    *_, before_last, last = sorted({story.rendered_on.isoformat() for story in all_stories()})
    assert days_asked(desk, "-a", f"since={before_last}", "-a", f"until={before_last}") == [before_last]
    assert desk.kalla("rebuild").returncode == 0
    assert days_asked(desk, "-a", "limit=0") == [before_last, last]  # cut short: no day is listed whole
    assert days_asked(desk) == [before_last, last]
    assert days_asked(desk) == [last]
