"""A crawl as its operator sees it: a warning before, a progress line on a terminal, a summary at the end."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Self

from scrapy import signals
from tqdm import tqdm
from tqdm.contrib.logging import logging_redirect_tqdm

from crawler.items import OriginalItem

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)


class Progress:
    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.expected = 0
        self.verdicts: dict[str, int] = {}
        connect = crawler.signals.connect
        connect(self.opened, signals.spider_opened)
        connect(self.scheduled, signals.request_scheduled)
        connect(self.received, signals.response_received)
        connect(self.scraped, signals.item_scraped)
        connect(self.closed, signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def opened(self, spider: Spider) -> None:
        if not self.crawler.settings["KALLA_CONTACT"]:
            logger.warning(
                "KALLA_CONTACT is not set, so the sites that are asked cannot tell whom to write to: "
                "set it to a mail address or a page before you crawl the live web"
            )
        # disable=None hides the line where standard error is no terminal
        self.line = tqdm(desc=spider.name, unit="page", total=0, disable=None)
        self.redirect = logging_redirect_tqdm()
        if not self.line.disable:
            self.redirect.__enter__()

    def scheduled(self, request: Request) -> None:  # noqa: ARG002
        self.expected += 1
        self.line.total = self.expected
        self.line.refresh()

    def received(self, response: Response) -> None:
        self.line.set_postfix_str(response.url[-40:])
        self.line.update()

    def scraped(self, item: object) -> None:
        if isinstance(item, OriginalItem):
            for rendering in item.renderings:
                verdict = str(rendering["verdict"])
                self.verdicts[verdict] = self.verdicts.get(verdict, 0) + 1

    def closed(self, spider: Spider) -> None:
        if not self.line.disable:
            self.redirect.__exit__(None, None, None)
        self.line.close()
        found = ", ".join(f"{count} {verdict}" for verdict, count in sorted(self.verdicts.items()))
        logger.info("%s: pairs made in this run: %s", spider.name, found or "none")
