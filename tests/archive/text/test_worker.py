"""Every page ends in an article, and no worker outlives its pool."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from typing import IO, TYPE_CHECKING

from archive.outlets.registry import outlet_named
from archive.text.worker import ExtractionPool

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from archive.model import Page

NHANDAN = outlet_named("nhandan")
ARTICLE = """<html><head><title>x</title></head><body><h1 class="article__title">Hội chợ sách bên sông</h1>
<div class="article__body" itemprop="articleBody"><p>Hội chợ sách bên sông mở cửa sáng nay.</p></div>"""
# Small boxes, each of which trafilatura weighs by itself: seconds for three megabytes.
SLOW = "<html><body>" + "<div><ul><li><a href=/a>một</a> hai ba</li></ul></div>" * 60_000


def test_a_page_becomes_an_article_in_a_worker_and_in_an_event_loop(page: Callable[..., Page]) -> None:
    with ExtractionPool() as pool:
        waited = pool.article(page(ARTICLE), NHANDAN)

        async def awaited() -> object:
            return await asyncio.wrap_future(pool.submit(page(ARTICLE), NHANDAN))

        assert asyncio.run(awaited()) == waited
    assert waited.extraction == "ok"
    assert [block.text for block in waited.blocks][-1] == "Hội chợ sách bên sông mở cửa sáng nay."


def test_a_page_over_the_limit_never_reaches_a_worker(page: Callable[..., Page]) -> None:
    with ExtractionPool() as pool:
        assert pool.article(page(b"<p>" * 2_000_000), NHANDAN).extraction == "too_big"
    assert multiprocessing.active_children() == []


def test_a_slow_page_is_given_up_and_the_next_one_is_read(page: Callable[..., Page]) -> None:
    with ExtractionPool(time_limit=0.3) as pool:
        assert pool.article(page(SLOW), None).extraction == "timeout"
    with ExtractionPool(time_limit=10) as pool:
        assert pool.article(page(ARTICLE), NHANDAN).extraction == "ok"


def test_a_worker_that_dies_fails_its_page_and_is_replaced(page: Callable[..., Page]) -> None:
    with ExtractionPool() as pool:
        assert pool.article(page(ARTICLE), NHANDAN).extraction == "ok"
        (worker,) = multiprocessing.active_children()
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        assert pool.article(page(ARTICLE), NHANDAN).extraction == "failed"
        assert pool.article(page(ARTICLE), NHANDAN).extraction == "ok"
    assert multiprocessing.active_children() == []


def test_a_page_that_takes_too_much_memory_fails_alone(page: Callable[..., Page]) -> None:
    with ExtractionPool(memory_limit=400 << 20) as pool:
        assert pool.article(page("<html><body>" + "<b>a</b><i>b</i>" * 300_000), None).extraction == "failed"
        assert pool.article(page(ARTICLE), NHANDAN).extraction == "ok"


def test_workers_leave_when_their_crawl_is_killed() -> None:
    with _crawl() as crawl:
        worker = _worker_of(crawl)
        crawl.kill()
    assert _ends(worker)


def test_workers_leave_at_ctrl_c_without_a_word(tmp_path: Path) -> None:
    with (tmp_path / "stderr").open("w+") as said:
        with _crawl(said) as crawl:
            worker = _worker_of(crawl)
            os.killpg(crawl.pid, signal.SIGINT)  # as a terminal does: to the whole group
        said.seek(0)
        assert said.read().count("Traceback") == 1  # the crawl's own
    assert _ends(worker)


def _crawl(stderr: IO[str] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CRAWL]
    return subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=stderr, text=True, start_new_session=True
    )


def _worker_of(crawl: subprocess.Popen[str]) -> int:
    assert crawl.stdout is not None
    return int(crawl.stdout.readline())


CRAWL = """
import multiprocessing, time
from datetime import UTC, datetime
from archive.model import Page
from archive.text.worker import ExtractionPool

pool = ExtractionPool()
page = Page(record_id="r", url="https://paper.example/a", captured_at=datetime(2026, 3, 1, tzinfo=UTC),
            status=200, content_type="text/html", body=b"<html><body><p>Text</p></body></html>")
pool.article(page, None)
print(*(child.pid for child in multiprocessing.active_children()), flush=True)
time.sleep(60)
"""


def _ends(process: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False
