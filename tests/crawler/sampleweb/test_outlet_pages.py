"""The outlets' pages hold their stories whole, differ at every visit, and can change and go in all ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from crawler.sampleweb.stories import all_stories, story_named

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.sampleweb.proxy import SampleWeb
    from crawler.sampleweb.story import Story

    Fetch = Callable[..., tuple[int, dict[str, str], str]]

CONTAINERS = {
    "baoquocte.vn": "//*[@id='__MB_MASTERCMS_EL_3']",
    "vietnamnet.vn": "//*[@id='maincontent']",
    "nhandan.vn": "//*[@itemprop='articleBody']",
    "baohaiphong.vn": "(//div[contains(@class, 'b-maincontent')])[1]",
}
STORIES = [story for story in all_stories() if story.fate in {"here", "successor"}]
HERE = [story for story in STORIES if story.fate == "here"]


def words(page: str, path: str = "/html") -> str:
    """Return what a path's elements say, white space folded."""
    found = html.fromstring(page).xpath(path)
    assert isinstance(found, list)
    said = " ".join(element.text_content() for element in found if isinstance(element, html.HtmlElement))
    return " ".join(said.split())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_page_tells_its_whole_story_in_order(fetch: Fetch, story: Story) -> None:
    place = story.successor or story.place
    status, _, page = fetch(place.url)
    told = words(page)
    _, *body = (block for block in story.original_blocks() if block.type != "byline")
    positions = [told.find(block.text) for block in body]
    assert status == 200
    assert all(block.text in told for block in story.original_blocks())
    assert positions == sorted(positions)
    assert words(page, "//h1").startswith(story.original_title())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_body_lies_in_the_outlets_container_and_the_lead_outside(fetch: Fetch, story: Story) -> None:
    place = story.successor or story.place
    page = fetch(place.url)[2]
    lead, *body = [block for block in story.original_blocks() if block.type != "byline"]
    inside = words(page, CONTAINERS[place.host])
    assert all(block.text in inside for block in body)
    assert lead.text not in inside


def test_no_two_visits_get_the_same_bytes(fetch: Fetch) -> None:
    for story in HERE:
        first, second = fetch(story.place.url)[2], fetch(story.place.url)[2]
        assert first != second
        container = CONTAINERS[story.place.host]
        assert words(first, container) == words(second, container)


def test_a_related_story_stands_inside_the_container(fetch: Fetch) -> None:
    page = fetch(story_named("pottery").place.url)[2]
    related = words(page, "//*[@id='maincontent']//article[contains(@class, 'ck-cms-wiki-news-full')]")
    assert story_named("honey").original_title() in related


def test_a_dead_original_answers_404_and_a_moved_one_leads_to_the_successor(fetch: Fetch) -> None:
    assert fetch(story_named("ferry").place.url)[0] == 404
    rice = story_named("rice")
    status, headers, _ = fetch(rice.place.url)
    assert status == 301
    assert rice.successor is not None
    assert headers["location"] == rice.successor.url
    status, headers, _ = fetch(story_named("umbrellas").place.url)
    assert (status, headers["location"]) == (301, "https://baohaiphong.vn/")


def test_a_citation_with_www_http_and_tracking_leads_to_the_original(fetch: Fetch) -> None:
    library = story_named("library")
    status, headers, _ = fetch(library.cited_as)
    assert (status, headers["location"].partition("?")[0]) == (301, library.place.url)
    assert fetch(headers["location"])[0] == 200


def test_the_same_wire_text_stands_at_two_outlets(fetch: Fetch) -> None:
    lighthouse = story_named("lighthouse")
    assert lighthouse.mirror is not None
    mirrored = words(fetch(lighthouse.mirror.url)[2], CONTAINERS["vietnamnet.vn"])
    body = [block.text for block in lighthouse.original_blocks() if block.type == "paragraph"]
    assert all(text in mirrored for text in body)


@pytest.mark.parametrize("name", ["football", "lighthouse"])
def test_validators_are_honoured_until_the_text_or_the_markup_changes(
    web: SampleWeb, fetch: Fetch, name: str
) -> None:
    story = story_named(name)
    headers = fetch(story.place.url)[1]
    asked = {"If_None_Match": headers["etag"], "If_Modified_Since": headers["last-modified"]}
    status, _, body = fetch(story.place.url, **asked)
    assert (status, body) == (304, "")
    web.state.redress(name)
    assert fetch(story.place.url, **asked)[0] == 200


def test_a_host_with_dates_only_answers_304_until_an_edit(web: SampleWeb, fetch: Fetch) -> None:
    bridge = story_named("bridge")
    since = fetch(bridge.place.url)[1]["last-modified"]
    assert fetch(bridge.place.url, If_Modified_Since=since)[0] == 304
    web.state.edit("bridge")
    status, headers, page = fetch(bridge.place.url, If_Modified_Since=since)
    assert (status, "241 tỷ đồng" in page, "214 tỷ đồng" in page) == (200, True, False)
    assert headers["last-modified"] != since


def test_a_headline_can_change_alone(web: SampleWeb, fetch: Fetch) -> None:
    pottery = story_named("pottery")
    before = fetch(pottery.place.url)[2]
    web.state.edit("pottery")
    after = fetch(pottery.place.url)[2]
    assert words(after, "//h1") == pottery.original_title(1) != words(before, "//h1")
    assert words(after, "//*[@id='maincontent']/p") == words(before, "//*[@id='maincontent']/p")


@pytest.mark.parametrize(
    ("how", "status"), [("404", 404), ("410", 410), ("redirect_home", 302), ("soft_404", 200)]
)
@pytest.mark.parametrize("story", HERE[::3], ids=lambda story: story.name)
def test_a_removed_article_is_gone_in_the_way_asked_for(
    web: SampleWeb, fetch: Fetch, story: Story, how: str, status: int
) -> None:
    web.state.become({"remove": {story.name: how}})
    got, headers, page = fetch(story.place.url)
    assert got == status
    assert html.fromstring(page).xpath(CONTAINERS[story.place.host]) == []
    assert headers.get("location") == (f"https://{story.place.host}/" if how == "redirect_home" else None)
    assert story.original_title() not in fetch(f"https://{story.place.host}/")[2]
    web.state.restore(story.name)
    assert story.original_title() in fetch(story.place.url)[2]


@pytest.mark.parametrize("story", HERE, ids=lambda story: story.name)
def test_an_emptied_article_keeps_its_shell_and_headline(web: SampleWeb, fetch: Fetch, story: Story) -> None:
    web.state.remove(story.name, "emptied")
    status, _, page = fetch(story.place.url)
    assert status == 200
    assert words(page, "//h1").startswith(story.original_title())
    assert words(page, CONTAINERS[story.place.host] + "/p") == ""
    assert all(block.text not in words(page) for block in story.original_blocks()[1:])


def test_an_outage_names_the_time_to_come_back_and_ends(web: SampleWeb, fetch: Fetch) -> None:
    web.state.outage("nhandan.vn", retry_after=7)
    for path in ("/", "/robots.txt"):
        status, headers, _ = fetch(f"https://nhandan.vn{path}")
        assert (status, headers["retry-after"]) == (503, "7")
    assert fetch("https://vietnamnet.vn/")[0] == 200
    web.state.recover("nhandan.vn")
    assert fetch("https://nhandan.vn/")[0] == 200


@pytest.mark.parametrize(
    ("host", "status", "rule"),
    [
        ("baoquocte.vn", 200, "Crawl-delay: 1"),
        ("vietnamnet.vn", 200, "Disallow: /tim-kiem"),
        ("nhandan.vn", 404, ""),
        ("baohaiduong.vn", 200, "Allow: /"),
        ("baohaiphong.vn", 200, "Disallow: /tag/"),
        ("www.vietnam.vn", 200, "Sitemap: https://www.vietnam.vn/sitemap.xml"),
    ],
)
def test_robots_rules_differ_by_host(fetch: Fetch, host: str, status: int, rule: str) -> None:
    got, _, rules = fetch(f"https://{host}/robots.txt")
    assert got == status
    assert rule in rules


@pytest.mark.parametrize(
    "feed",
    [
        "https://baoquocte.vn/rss_feed/",
        "https://vietnamnet.vn/sitemap-news.xml",
        "https://vietnamnet.vn/rss/thoi-su.rss",
        "https://nhandan.vn/sitemaps/daily-news.xml",
        "https://baohaiphong.vn/sitemap.xml",
    ],
)
def test_a_feed_lists_what_is_out_and_nothing_removed(web: SampleWeb, fetch: Fetch, feed: str) -> None:
    host = feed.split("/")[2]
    expected = {
        place.url
        for story in all_stories()
        for place in (story.place, story.mirror, story.successor)
        if place is not None and place.host == host and story.fate != "nowhere"
    }
    gone = next(story for story in HERE if story.place.host == host)
    web.state.remove(gone.name)
    listed = etree.fromstring(fetch(feed)[2].encode()).xpath(
        "//*[local-name()='loc' or local-name()='link']/text()"
    )
    assert set(listed) == expected - {gone.place.url}


def test_an_unknown_feed_of_nhandan_is_answered_with_the_home_feed(fetch: Fetch) -> None:
    assert (
        fetch("https://nhandan.vn/rss/khong-co-1.rss")[::2] == fetch("https://nhandan.vn/rss/home.rss")[::2]
    )


def test_the_day_archive_lists_one_days_stories(fetch: Fetch) -> None:
    listed = fetch("https://vietnamnet.vn/tin-tuc-24h?bydate=09/11/2025-09/11/2025&cate=000002")[2]
    assert story_named("library").place.path in listed
    assert story_named("honey").place.path not in listed


def test_sections_list_articles_and_hold_none(fetch: Fetch) -> None:
    status, _, page = fetch("https://baoquocte.vn/xa-hoi")
    assert status == 200
    assert story_named("bridge").place.url in page
    assert story_named("delegation-later").place.url not in page
    assert html.fromstring(page).xpath(CONTAINERS["baoquocte.vn"]) == []


@pytest.mark.parametrize(
    ("host", "offered", "coding"),
    [
        ("nhandan.vn", "identity", "gzip"),
        ("vietnamnet.vn", "gzip, br", "br"),
        ("vietnamnet.vn", "identity", None),
        ("baoquocte.vn", "gzip;q=0.5, br", "gzip"),
        ("baohaiphong.vn", "gzip, zstd", "zstd"),
        ("baohaiduong.vn", "gzip, deflate", "deflate"),
    ],
)
def test_hosts_choose_their_content_coding(fetch: Fetch, host: str, offered: str, coding: str | None) -> None:
    _, headers, page = fetch(f"https://{host}/", Accept_Encoding=offered)
    assert headers.get("content-encoding") == coding
    assert words(page, "//h1") == "Trang chủ"
