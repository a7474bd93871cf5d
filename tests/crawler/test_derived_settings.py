"""Whom to write to, and how slowly each host is asked, whoever said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings


def settings_of_a_crawl(**said: object) -> BaseSettings:
    """As a crawl has them that is started with `-s`."""
    settings = Settings()
    settings.setmodule("crawler.settings")
    settings.setdict(said, "cmdline")
    crawler = Crawler(Spider, settings)
    crawler.addons.load_settings(crawler.settings)
    return crawler.settings


def test_the_contact_of_the_command_line_stands_in_the_user_agent() -> None:
    said = settings_of_a_crawl(KALLA_CONTACT="desk@paper.example")
    assert said["USER_AGENT"].endswith("(research archive; +desk@paper.example)")
    assert "contact not set" in settings_of_a_crawl(KALLA_CONTACT="")["USER_AGENT"]


def test_the_web_archive_of_the_command_line_is_asked_slowly() -> None:
    slots = settings_of_a_crawl(KALLA_MEMENTO="https://archive.example")["DOWNLOAD_SLOTS"]
    assert slots["archive.example"] == {"concurrency": 1, "delay": 4.0}
    assert "web.archive.org" not in slots
    assert slots["www.vietnam.vn"]["delay"] >= 1
    assert set(settings_of_a_crawl(KALLA_MEMENTO="")["DOWNLOAD_SLOTS"]) == set(slots) - {"archive.example"}


def test_what_a_person_sets_outright_stays() -> None:
    said = settings_of_a_crawl(USER_AGENT="another", DOWNLOAD_SLOTS={"a.example": {"delay": 9}})
    assert said["USER_AGENT"] == "another"
    assert dict(said["DOWNLOAD_SLOTS"]) == {"a.example": {"delay": 9}}
