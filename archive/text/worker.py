"""Extracts pages in processes that are killed when they take too long or too much: a page is hostile input.

Neither lxml nor trafilatura can be interrupted from inside Python. Every page ends in an Article; a worker
that had to be killed, or that died, leaves its reason there and is replaced.
"""

from __future__ import annotations

import logging
import multiprocessing
import queue
import resource
import signal
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Self

from archive.text.article import LARGEST_PAGE, article_from_page, article_without_text

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from types import TracebackType

    from archive.model import Article, Extraction, Page
    from archive.outlets.outlet import Outlet

logger = logging.getLogger(__name__)

TIME_LIMIT = 20.0  # seconds; the slowest real page took 1.6
MEMORY_LIMIT = 1 << 30  # bytes of address space
PATIENCE = 5.0  # seconds for an idle worker to leave before it is killed
# Not fork: the crawl has threads. A forkserver's children inherit no pipe of their siblings, so each sees its
# own close when the crawl dies, however it dies.
CONTEXT = multiprocessing.get_context("forkserver")


class ExtractionPool:
    """A few workers for any number of pages; close it, or use it as a context.

    `submit` gives a `concurrent.futures.Future`, which `asyncio.wrap_future` makes awaitable; `article`
    waits. Both end in an Article, whatever the page does.
    """

    def __init__(
        self, workers: int = 1, *, time_limit: float = TIME_LIMIT, memory_limit: int = MEMORY_LIMIT
    ) -> None:
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        for _ in range(workers):
            self._idle.put(_Worker(time_limit, memory_limit))
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="extraction")

    def submit(self, page: Page, outlet: Outlet | None) -> Future[Article]:
        """Queues a page; a cancelled future that has not begun costs nothing."""
        return self._threads.submit(self._extract, page, outlet)

    def article(self, page: Page, outlet: Outlet | None) -> Article:
        """The page's article, or an Article that says why there is none."""
        return self.submit(page, outlet).result()

    def close(self) -> None:
        """Drops what is queued, waits for what has begun (its time is limited), ends the workers."""
        self._threads.shutdown(cancel_futures=True)
        for _ in range(self._workers):
            self._idle.get().stop()
        self._workers = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _extract(self, page: Page, outlet: Outlet | None) -> Article:
        if len(page.body) > LARGEST_PAGE:  # not worth the copy into another process
            return article_without_text(page, outlet, "too_big")
        worker = self._idle.get()
        try:
            outcome = worker.extract(page, outlet)
        finally:
            self._idle.put(worker)
        if isinstance(outcome, str):
            logger.warning("extraction of %s (%s) ended in %s", page.url, page.record_id, outcome)
            return article_without_text(page, outlet, outcome)
        return outcome


class _Worker:
    """One process and its end of the pipe; the process is started at the first page and after a death."""

    def __init__(self, time_limit: float, memory_limit: int) -> None:
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def extract(self, page: Page, outlet: Outlet | None) -> Article | Extraction:
        """The article, or the reason why the process had to be replaced."""
        try:
            pipe = self._started()
            pipe.send((page, outlet))
            if not pipe.poll(self._time_limit):
                self._kill()
                return "timeout"
            article: Article = pipe.recv()
        except (EOFError, OSError):
            exit_code = self._kill()
            return "timeout" if exit_code == -signal.SIGXCPU else "failed"
        return article

    def stop(self) -> None:
        """Lets an idle process leave: its pipe closes. One that does not is killed."""
        if self._pipe is not None and self._process is not None:
            self._pipe.close()
            self._process.join(PATIENCE)
        self._kill()

    def _started(self) -> Connection:
        if self._pipe is not None:
            return self._pipe
        CONTEXT.set_forkserver_preload([__name__])
        ours, theirs = CONTEXT.Pipe()
        self._process = CONTEXT.Process(
            target=_serve, args=(theirs, self._time_limit, self._memory_limit), daemon=True, name="extraction"
        )
        self._process.start()
        theirs.close()
        self._pipe = ours
        # The first answer says that the libraries are loaded: their loading is no page's time.
        with suppress(EOFError, OSError):
            ours.recv()
        return ours

    def _kill(self) -> int | None:
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if process is None or pipe is None:
            return None
        pipe.close()
        process.kill()
        process.join()
        exit_code = process.exitcode
        process.close()
        return exit_code


def _serve(pipe: Connection, time_limit: float, memory_limit: int) -> None:
    """What a worker does: pages in, articles out, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the crawl's to handle; it closes the pipe
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(EOFError, OSError):  # the crawl has died: there is nobody left to extract for
        pipe.send(None)
        while True:
            page, outlet = pipe.recv()
            pipe.send(_extracted(page, outlet, time_limit))


def _extracted(page: Page, outlet: Outlet | None, time_limit: float) -> Article:
    _limit_cpu(time_limit)
    try:
        return article_from_page(page, outlet)
    except (MemoryError, RecursionError):
        return article_without_text(page, outlet, "failed")


def _limit_cpu(seconds: float) -> None:
    """A second bound beside the parent's clock: it holds even when the parent is stopped."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = int(usage.ru_utime + usage.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
