"""`scrapy crawl`, with an exit code that cron can read: 0 well, 1 found problems, 2 wrong usage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from archive.errors import WrongUsage
from crawler.capture.recording import PROBLEMS

if TYPE_CHECKING:
    import argparse


class Command(crawl.Command):
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider; anything but a whole, untroubled crawl ends with exit code 1.

        Scrapy's own command says 0 whatever became of the crawl, a full disk included.
        """
        if len(args) != 1:
            raise UsageError("name one spider; `scrapy list` shows them")
        if self.crawler_process is None:
            raise RuntimeError("scrapy gave this command no process to crawl in")
        known = self.crawler_process.spider_loader.list()
        if args[0] not in known:
            raise UsageError(f"no spider is called {args[0]!r}; there are {', '.join(known)}")
        crawler = self._create_crawler(args[0])
        try:
            crawler.spidercls(**opts.spargs)  # made once to see whether its arguments make sense
        except WrongUsage as error:
            raise UsageError(f"-a {error}") from error
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        stats = crawler.stats
        finished = stats.get_value("finish_reason") == "finished"
        if self.crawler_process.bootstrap_failed or not finished or stats.get_value(PROBLEMS):
            self.exitcode = 1
