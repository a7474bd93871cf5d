"""The main job, as its user runs it, over real sockets, TLS, files and processes."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from fastwarc.warc import ArchiveIterator as FastwarcIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.text_renderings import write_renderings
from tests.end_to_end.conftest import NOT_SEARCHED

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from crawler.sampleweb.story import Story
    from tests.end_to_end.conftest import Desk

WITH_TEXT_FILE = [story for story in all_stories() if story.shape]


@pytest.fixture(scope="module")
def pairs(crawled: Desk) -> list[dict[str, Any]]:
    return crawled.kalla_json("pairs")


def pair_of(story: Story, pairs: list[dict[str, Any]]) -> dict[str, Any]:
    (found,) = [
        pair
        for pair in pairs
        if {block["text"] for block in pair["rendering"]["blocks"]} >= set(story.rendered_texts())
    ]
    return found


@pytest.mark.parametrize("story", WITH_TEXT_FILE, ids=lambda story: story.name)
def test_each_rendering_comes_to_its_verdict(story: Story, pairs: list[dict[str, Any]]) -> None:
    pair = pair_of(story, pairs)
    assert pair["verdict"] == story.verdict, pair["evidence"]
    assert pair["rendering"]["citation_url"] == story.citation_url
    assert (pair["original"] is not None) == (story.verdict == "confirmed")


@pytest.mark.parametrize(
    "story", [story for story in WITH_TEXT_FILE if story.verdict == "confirmed"], ids=lambda story: story.name
)
def test_a_confirmed_original_has_the_text_its_outlet_wrote(
    story: Story, pairs: list[dict[str, Any]]
) -> None:
    original = pair_of(story, pairs)["original"]
    assert original["title"] == story.original_title()
    written = [(block.type, block.text) for block in story.original_blocks()]
    blocks = [(block["type"], block["text"]) for block in original["blocks"] if block["type"] != "title"]
    assert blocks == written
    assert original["lang"] == "vi"


def test_beads_cover_both_sides_once_and_in_order(pairs: list[dict[str, Any]]) -> None:
    """A bead may have a stranger between its paragraphs, which stands alone then."""
    confirmed = [pair for pair in pairs if pair["verdict"] == "confirmed"]
    for pair in confirmed:
        for side in ("rendering", "original"):
            covered = [index for bead in pair["beads"] for index in bead[side]]
            assert sorted(covered) == list(range(len(pair[side]["blocks"])))
            begun = [bead[side][0] for bead in pair["beads"] if bead["rendering"] and bead["original"]]
            assert begun == sorted(begun)
    assert confirmed


def test_items_are_what_scrapy_people_expect(crawled: Desk, pairs: list[dict[str, Any]]) -> None:
    lines = (crawled.folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    items = {item["cited_url"]: item for item in map(json.loads, lines)}
    assert len(items) == len(lines) == len([story for story in WITH_TEXT_FILE if story.link_sv == "text"])
    for pair in pairs:
        if pair["original"]:
            (item,) = [item for item in items.values() if item["url"] == pair["original"]["url"]]
            assert item["blocks"] == pair["original"]["blocks"]
            assert item["renderings"][0]["verdict"] == "confirmed"


def warc_files(desk: Desk) -> list[Path]:
    files = sorted((desk.collection / "warcs").glob("*.warc.gz"))
    assert files
    return files


def test_every_response_record_is_what_the_sockets_sent(crawled: Desk) -> None:
    sent = {hashlib.sha256(exchange.response).hexdigest() for exchange in crawled.web.exchanges}
    kept = set()
    for path in warc_files(crawled):
        with path.open("rb") as file:
            for record in WarcioIterator(file, no_record_parse=True):
                if record.rec_type == "response":
                    kept.add(hashlib.sha256(record.raw_stream.read()).hexdigest())
    assert len(kept) > 10
    assert kept <= sent


def test_every_request_record_is_what_the_sockets_received(crawled: Desk) -> None:
    received = {exchange.request for exchange in crawled.web.exchanges}
    for path in warc_files(crawled):
        with path.open("rb") as file:
            for record in WarcioIterator(file, no_record_parse=True):
                if record.rec_type == "request":
                    assert record.raw_stream.read() in received


def test_warcio_and_fastwarc_read_every_record_and_verify_its_block(crawled: Desk) -> None:
    for path in warc_files(crawled):
        ids = []
        with path.open("rb") as file:
            for record in WarcioIterator(file, no_record_parse=True):
                ids.append(str(record.rec_headers.get_header("WARC-Record-ID")).strip("<>"))
                digest = base64.b32encode(hashlib.sha1(record.raw_stream.read()).digest()).decode()  # noqa: S324
                assert record.rec_headers.get_header("WARC-Block-Digest") == f"sha1:{digest}"
        with path.open("rb") as file:
            verified = [
                str(record.record_id).strip("<>")
                for record in FastwarcIterator(file, parse_http=False)
                if record.verify_block_digest()
            ]
        assert len(ids) > 20
        assert ids == verified


def test_a_second_run_asks_for_nothing_but_robots_txt(crawled: Desk) -> None:
    before = len(crawled.web.exchanges)
    done = crawled.crawl("originals", "-a", f"renderings={crawled.renderings}", *NOT_SEARCHED)
    assert done.returncode == 0, done.stderr
    asked = [exchange.path for exchange in crawled.web.exchanges[before:]]
    assert [path for path in asked if path != "/robots.txt"] == []


def test_rebuild_makes_the_same_catalog_from_the_warcs_alone(crawled: Desk) -> None:
    before = crawled.catalog_dump()
    (crawled.collection / "catalog.sqlite").unlink()
    done = crawled.kalla("rebuild")
    assert done.returncode == 0, done.stderr
    assert crawled.catalog_dump() == before


def test_one_outlets_spider_leaves_the_others_alone(desk: Desk) -> None:
    write_renderings(desk.renderings)
    before = len(desk.web.exchanges)
    done = desk.crawl("nhandan", "-a", f"renderings={desk.renderings}")
    assert done.returncode == 0, done.stderr
    assert {exchange.host for exchange in desk.web.exchanges[before:]} == {"nhandan.vn"}


def test_show_gives_text_headers_page_and_record(crawled: Desk, pairs: list[dict[str, Any]]) -> None:
    original = next(pair["original"] for pair in pairs if pair["original"])
    (shown,) = crawled.kalla_json("show", original["url"])
    assert shown["blocks"] == original["blocks"]
    assert shown["extraction"] == "ok"
    assert crawled.kalla("show", original["url"], "--headers").stdout.startswith("HTTP/1.1 200")
    assert original["title"] in crawled.kalla("show", original["url"], "--html").stdout
    assert crawled.kalla("show", f"{original['url']}@20200101", "--json").returncode == 0
    missing = crawled.kalla("show", "https://nhandan.vn/none-post1.html")
    assert (missing.returncode, missing.stdout) == (2, "")
