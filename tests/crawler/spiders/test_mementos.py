"""A web archive is asked for what is gone by one crawl at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.crawler import Crawler

from archive.model import Original
from archive.outlets.web_archive import WebArchive
from crawler.capture.recording import recorder_for
from crawler.spiders.mementos import lease_lookup

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
