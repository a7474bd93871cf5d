"""The fates of articles whose paper was merged away, and web archives' captures of what is gone."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from archive.collection import Collection
from crawler.sampleweb.stories import story_named
from crawler.sampleweb.text_renderings import rendering_text
from tests.archive.web.conftest import serving
from tests.end_to_end.conftest import Desk

if TYPE_CHECKING:
    from crawler.sampleweb.proxy import SampleWeb

FERRY, RICE, UMBRELLAS = (story_named(name) for name in ("ferry", "rice", "umbrellas"))
ARCHIVE = "web.archive.org"


def brought_in(desk: Desk, *names: str) -> Desk:
    desk.renderings.mkdir()
    for name in names:
        (desk.renderings / f"{name}.txt").write_text(rendering_text(story_named(name)), encoding="utf-8")
    return desk


def crawl(desk: Desk, *options: str) -> list[str]:
    """The paths that the web archive was asked for."""
    before = len(desk.web.exchanges)
    done = desk.crawl("originals", "-a", f"renderings={desk.renderings}", *options)
    assert done.returncode == 0, done.stderr
    return [exchange.path for exchange in desk.web.exchanges[before:] if exchange.host == ARCHIVE]


@pytest.fixture(scope="module")
def crawled_gone(tmp_path_factory: pytest.TempPathFactory, web: SampleWeb) -> Desk:
    desk = brought_in(Desk(folder=tmp_path_factory.mktemp("gone"), web=web), "ferry", "rice", "umbrellas")
    asked = crawl(desk, "-O", "out.jsonl")
    # Two addresses each, the paper's own and its successor's, and one capture.
    assert len([path for path in asked if path != "/robots.txt"]) == 5
    return desk


@pytest.fixture(scope="module")
def pairs(crawled_gone: Desk) -> dict[str, dict[str, Any]]:
    return {pair["rendering"]["citation_url"]: pair for pair in crawled_gone.kalla_json("pairs")}


def test_a_dead_article_is_read_from_a_web_archive(pairs: dict[str, dict[str, Any]]) -> None:
    pair = pairs[FERRY.place.url]
    memento = f"https://{ARCHIVE}/web/20250106093112id_/{FERRY.place.url}"
    assert pair["verdict"] == "confirmed"
    assert pair["original"]["url"] == FERRY.place.url
    assert pair["original"]["via"] == pair["evidence"]["via"]
    assert pair["original"]["via"] == {"archive": ARCHIVE, "url": memento, "at": "2025-01-06T09:31:12Z"}
    texts = [block["text"] for block in pair["original"]["blocks"]]
    assert texts == [FERRY.original_title(), *(block.text for block in FERRY.original_blocks())]
    assert pair["evidence"]["reasons"][0].startswith(f"the original is gone; its text is that of {ARCHIVE}")


def test_a_dead_article_is_shown_under_its_own_address_with_its_history(
    pairs: dict[str, dict[str, Any]], crawled_gone: Desk
) -> None:
    pair = pairs[FERRY.place.url]
    via = pair["original"]["via"]["url"]
    report = crawled_gone.kalla("report", pair["rendering"]["id"]).stdout
    assert f'Original</th><td><span class="url">{FERRY.place.url}<br>via {via}</span>' in report
    assert "Every look at it" in report
    assert f"<h1>{FERRY.original_title()}</h1>" in report
    proof = report.partition("Where the proof lies")[2]
    assert pair["original"]["record_id"] in proof

    with serving(Collection(root=crawled_gone.collection)) as origin:
        with urlopen(f"{origin}/pair?id={pair['rendering']['id']}") as answer:  # noqa: S310
            shown = answer.read().decode()
        (history,) = re.findall(r'href="([^"]*)">Every look at the original', shown)
        with urlopen(f"{origin}{unescape(history)}") as answer:  # noqa: S310
            looks = answer.read().decode()
    assert "404" in looks
    assert re.search(rf"A web archive had its text: <a [^>]*>{re.escape(via)}</a>", looks)
    assert "A report to hand on" in looks
    assert pair["rendering"]["blocks"][0]["text"][:40] in looks
    assert f">{FERRY.place.url}</a>" in shown
    assert f">{via}</a>" in shown


def test_a_redirect_to_the_same_path_at_the_successor_is_the_article(
    pairs: dict[str, dict[str, Any]],
) -> None:
    pair = pairs[RICE.place.url]
    assert RICE.successor
    assert (pair["verdict"], pair["original"]["url"]) == ("confirmed", RICE.successor.url)
    assert (pair["original"]["outlet"], pair["original"]["via"]) == ("baohaiduong", None)


def test_a_redirect_to_the_front_page_is_no_article(pairs: dict[str, dict[str, Any]]) -> None:
    pair = pairs[UMBRELLAS.place.url]
    assert (pair["verdict"], pair["original"]) == ("unfetched", None)
    assert "container_missing" in pair["evidence"]["reasons"][0]


def test_the_archive_is_asked_once_and_rebuild_keeps_what_it_gave(crawled_gone: Desk) -> None:
    dump = crawled_gone.catalog_dump()
    assert crawl(crawled_gone) == []
    assert crawled_gone.kalla("rebuild").returncode == 0
    assert crawled_gone.catalog_dump() == dump


def test_any_archive_with_timemaps_will_do_and_none_is_asked_without_the_setting(desk: Desk) -> None:
    """Also that a paper is looked for there whose host does not answer at all."""
    brought_in(desk, "ferry")
    dead = "https://dead-paper.example/mot-bai-bao-12345.html"
    text = rendering_text(RICE).replace(RICE.place.url, dead)
    (desk.renderings / "dead.txt").write_text(text, encoding="utf-8")
    assert crawl(desk, "-s", "KALLA_MEMENTO=") == []
    assert {pair["verdict"] for pair in desk.kalla_json("pairs")} == {"unfetched"}
    timemaps = f"https://{ARCHIVE}/web/timemap/link/"
    asked = crawl(desk, "-s", f"KALLA_MEMENTO={timemaps}", "-a", "outlets=all")
    assert {f"/web/timemap/link/{url}" for url in (FERRY.place.url, dead)} <= set(asked)
    (original,) = [pair["original"] for pair in desk.kalla_json("pairs") if pair["original"]]
    assert (original["url"], original["via"]["at"]) == (FERRY.place.url, "2025-01-06T09:31:12Z")
