"""A web archive is asked for what is gone by one crawl at a time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.crawler import Crawler

from archive.catalog.engine import writing
from archive.indexing import index_rendering
from archive.model import Block, Citation, Original, Rendering
from archive.outlets.web_archive import WebArchive
from crawler.capture.recording import recorder_for
from crawler.spiders.mementos import lease_lookup, rendered_at

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE = WebArchive(origin="https://archive.example")
GONE, OTHER = (
    Original(url=f"https://nhandan.vn/x-post{number}.html", outlet="nhandan", article_id=str(number))
    for number in (100_001, 100_002)
)


def new_crawl(folder: Path) -> Crawler:
    settings = {"KALLA_COLLECTION": str(folder), "KALLA_CATALOG": None, "KALLA_CONTACT": ""}
    return Crawler(Spider, settings)


def test_two_crawls_do_not_ask_for_the_same_original(tmp_path: Path) -> None:
    one, another = new_crawl(tmp_path), new_crawl(tmp_path)
    assert lease_lookup(one, ARCHIVE, GONE)
    assert not lease_lookup(another, ARCHIVE, GONE)
    assert lease_lookup(another, ARCHIVE, OTHER)
    recorder_for(one).close()
    assert lease_lookup(another, ARCHIVE, GONE)
    recorder_for(another).close()


def test_the_capture_looked_for_is_closest_to_the_day_as_vietnam_counts_it(tmp_path: Path) -> None:
    crawl = new_crawl(tmp_path)
    recorder = recorder_for(crawl)
    with writing(recorder.catalog) as conn:
        rendering = Rendering(
            id="0" * 16,
            source="a.txt",
            lang="sv",
            title=None,
            publisher=None,
            published_on=date(2026, 3, 2),
            blocks=(Block(type="paragraph", text="Bron är ny."),),
            citation=Citation(line=f"Källa: {GONE.url}", url=GONE.url),
        )
        index_rendering(conn, rendering, record_id="urn:uuid:1", at=recorder.now(), digest="sha1:X")
    assert rendered_at(crawl, GONE) == datetime(2026, 3, 1, 17, tzinfo=UTC)
    recorder.close()
