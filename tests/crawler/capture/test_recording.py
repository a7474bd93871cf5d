"""The recorder of a crawl."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING
from weakref import ref

from scrapy import Spider
from scrapy.crawler import Crawler

from crawler.capture.recording import recorder_for

if TYPE_CHECKING:
    from pathlib import Path


def crawler_into(folder: Path) -> Crawler:
    settings = {"KALLA_COLLECTION": str(folder), "KALLA_CATALOG": None, "KALLA_CONTACT": ""}
    return Crawler(Spider, settings)


def test_all_who_ask_get_the_same_recorder(tmp_path: Path) -> None:
    crawler = crawler_into(tmp_path)
    assert recorder_for(crawler) is recorder_for(crawler)
    recorder_for(crawler).close()


def test_a_crawl_that_is_over_leaves_nothing_in_memory(tmp_path: Path) -> None:
    crawler = crawler_into(tmp_path)
    recorder_for(crawler).close()
    crawler_was = ref(crawler)
    recorder_was = ref(recorder_for(crawler))
    del crawler
    gc.collect()  # the crawler, and with it the entry of its recorder
    gc.collect()  # which is a cycle of its own
    assert crawler_was() is None
    assert recorder_was() is None
