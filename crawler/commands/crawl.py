"""`scrapy crawl`, with an exit code that cron can read: 0 well, 1 found problems, 2 wrong usage."""

from __future__ import annotations

from inspect import signature
from typing import TYPE_CHECKING

from scrapy import Spider
from scrapy.commands import crawl
from scrapy.exceptions import UsageError

from archive.errors import WrongUsage
from archive.outlets.web_archive import web_archive
from crawler.capture.recording import PROBLEMS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping


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
        _refuse_senseless(opts.spargs, crawler.spidercls)
        _refuse_no_web_archive(crawler.settings["KALLA_MEMENTO"])
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        stats = crawler.stats
        finished = stats.get_value("finish_reason") == "finished"
        if self.crawler_process.bootstrap_failed or not finished or stats.get_value(PROBLEMS):
            self.exitcode = 1


def _refuse_senseless(arguments: Mapping[str, str], spidercls: type[Spider]) -> None:
    """Raises UsageError. Scrapy itself takes whatever it is given, misspelled names included."""
    known = sorted(_arguments_of(spidercls))
    for name, value in arguments.items():
        if name not in known:
            raise UsageError(f"-a {name}={value}: {spidercls.name} takes {', '.join(known)}")
    try:
        spidercls(**arguments)  # made once to see whether the values make sense
    except WrongUsage as error:
        raise UsageError(f"-a {error}") from error


def _refuse_no_web_archive(setting: str) -> None:
    """Raises UsageError."""
    try:
        web_archive(setting)
    except (WrongUsage, ValueError) as error:  # ValueError: urlsplit's, as for http://[
        raise UsageError(str(error)) from error


def _arguments_of(spidercls: type[Spider]) -> set[str]:
    """The names that a spider takes, and those that it hands on to what it is a kind of."""
    named: set[str] = set()
    for kind in spidercls.__mro__[: spidercls.__mro__.index(Spider)]:
        parameters = signature(kind).parameters.values()
        named.update(one.name for one in parameters if one.kind is not one.VAR_KEYWORD)
    return named
