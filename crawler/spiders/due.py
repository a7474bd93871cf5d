"""What a refetch has to do: the looks that are due, leased a batch at a time, and what to ask in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.captures import capture_with_id, latest_whole_page
from archive.catalog.checks import checks_of, last_good_record
from archive.catalog.engine import reading, writing
from archive.catalog.histories import histories
from archive.catalog.plans import next_plans, overdue_plans
from archive.fetch_schedule import History, may_be_conditional, schedule, within_budget
from archive.http1.message import response_head
from archive.warc.pages import head_at
from crawler.capture.recording import recorder_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from scrapy.crawler import Crawler

    from archive.fetch_schedule import FetchSchedule
    from archive.model import Check

CONDITIONS = ((b"etag", "If-None-Match"), (b"last-modified", "If-Modified-Since"))


def due_looks(crawler: Crawler, by: datetime, url: str | None = None) -> list[FetchSchedule]:
    """What is due by then, the most overdue first, within each host's budget; or the one URL, due or not.

    What was never fetched is the originals spider's.
    """
    per_host = crawler.settings.getint("KALLA_REFETCHES_PER_HOST")
    with reading(recorder_for(crawler).catalog) as conn:
        if url is not None:
            return [schedule(history, by) for history in histories(conn, [url])]
        return list(within_budget(overdue_plans(conn, by), per_host))


def next_look(crawler: Crawler) -> datetime | None:
    """When the next check will be due; None where nothing was ever fetched."""
    recorder = recorder_for(crawler)
    with reading(recorder.catalog) as conn:
        return next((plan.next_due for plan in next_plans(conn, recorder.now())), None)


def lease_looks(crawler: Crawler, waiting: Iterable[FetchSchedule]) -> list[FetchSchedule]:
    """Those of these that no other crawl is at; they are leased to this one."""
    recorder = recorder_for(crawler)
    plans = {plan.url: plan for plan in waiting}
    with writing(recorder.catalog) as conn:
        return [plans[url] for url in recorder.leased(conn, plans)]


def checks_so_far(crawler: Crawler, url: str) -> tuple[Check, ...]:
    with reading(recorder_for(crawler).catalog) as conn:
        return tuple(told.check for told in checks_of(conn, url))


def conditions(crawler: Crawler, url: str, told: tuple[Check, ...], now: datetime) -> dict[str, str]:
    """The header fields that ask for a page only if it is no longer the last good one.

    They are its own validators, and none where the whole page is wanted now and then, or where another page
    was the last to come whole: a 304 becomes a revisit of that one, and would call it the article.
    """
    if not told or not may_be_conditional(History(url=url, first_seen=told[0].at, checks=told), now):
        return {}
    recorder = recorder_for(crawler)
    with reading(recorder.catalog) as conn:
        record_id = last_good_record(conn, url)
        good = capture_with_id(conn, record_id) if record_id else None
        whole = latest_whole_page(conn, good.url) if good else None
    if whole is None or whole.record_id != record_id:
        return {}
    head = response_head(head_at(recorder.collection.root, whole))
    validators = ((field, head.values(name)) for name, field in CONDITIONS if head)
    return {field: values[0].decode("latin-1") for field, values in validators if values}
