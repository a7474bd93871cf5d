"""How fast `kalla serve` and `kalla` answer with 200,000 captures: `python benchmarks/browser.py`.

Told are, for each page, the median and the 95th percentile of the milliseconds until it was answered, and of
those that the server computed; the server's memory; and for each listing how soon its first page is there.
"""

from __future__ import annotations

import argparse
import html
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from listings import KALLA, tell_listings

if TYPE_CHECKING:
    from collections.abc import Sequence

GENERATOR = Path(__file__).with_name("generated.py")
MARKER = "record-id"


def pages(origin: str, record_id: str, articles: int) -> list[str]:
    story = f"https://nhandan.vn/cau-chuyen-{articles // 2}-post{articles // 2}.html"
    last = neighbour(origin, "/captures", "Last")
    return [
        "/",
        "/pairs",
        "/pairs?verdict=doubtful&order=-score",
        "/pairs?outlet=nhandan&q=9&order=-published",
        "/pairs?verdict=mismatch&q=nowhere",
        neighbour(origin, "/pairs?order=title", "Last"),
        f"/pair?id={articles // 2:016x}",
        "/captures",
        neighbour(origin, "/captures", "Next"),
        neighbour(origin, last, "Previous"),
        last,
        "/captures?day=2025-01-14",
        "/captures?q=post777",
        "/captures?q=post7&type=revisit",
        "/captures?q=post7&status=4xx",
        "/captures?status=5xx",
        f"/capture?record={record_id}",
        f"/article?url={story}",
        f"/diff?url={story}",
        f"/report?url={story}",
        "/changes",
        neighbour(origin, "/changes", "Last"),
        "/changes?state=removed",
        neighbour(origin, "/changes?state=unchanged", "Last"),
        "/changes.atom",
        "/stale",
        neighbour(origin, "/stale", "Last"),
        "/due",
        "/due?after=15000",
        "/search?q=cau+song",
        '/search?q="bến+thuyền"+đường',
        "/outlets",
        "/about",
        "/unanswered",
        neighbour(origin, "/unanswered", "Last"),
        f"/timemap/link/{story}",
    ]


def neighbour(origin: str, page: str, word: str) -> str:
    """The address that a page links to under a word, as a reader would turn pages."""
    found = re.search(rf'href="([^"]*)">[^<]*{word}', page_at(origin + page))
    return page.partition("?")[0] + html.unescape(found[1]) if found else page


def page_at(url: str) -> str:
    with urllib.request.urlopen(quote(url, safe=":/?&=+%-.")) as answer:  # noqa: S310
        return str(answer.read(), "utf-8")


def milliseconds(url: str, pid: int) -> tuple[float, float]:
    """How long an answer took, and how long the server computed, which other work hardly touches."""
    began, computed = time.perf_counter(), computing(pid)
    page_at(url)
    return 1000 * (time.perf_counter() - began), computing(pid) - computed


def computing(pid: int) -> float:
    """Milliseconds that all threads of a process have run, as Linux counts them."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6


def memory(pid: int) -> int:
    """Resident kilobytes, as Linux counts them."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def measure(folder: Path, articles: int, rounds: int, *, with_search: bool) -> None:
    command = [sys.executable, "-c", KALLA, "serve", "--port", "0", "--collection", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            origin = (server.stdout or sys.stdin).readline().split()[3].rstrip("/")
            warm_up(origin, with_search=with_search)
            before = memory(server.pid)
            wanted = pages(origin, (folder / MARKER).read_text(), articles)
            shown = [page for page in wanted if with_search or "/search" not in page]
            tell(origin, shown, rounds, server.pid)
            print(f"resident memory: {before} kB before, {memory(server.pid)} kB after")
        finally:
            server.terminate()


def warm_up(origin: str, *, with_search: bool) -> None:
    """Wait until what is counted beside the pages is counted."""
    began = time.monotonic()
    while "It is being counted" in page_at(f"{origin}/due"):
        time.sleep(0.5)
    while with_search and "index is being made" in page_at(f"{origin}/search?q=x"):
        time.sleep(0.5)
    print(f"counted and indexed in {time.monotonic() - began:.0f} s")


def tell(origin: str, wanted: list[str], rounds: int, pid: int) -> None:
    times: dict[str, list[tuple[float, float]]] = {page: [] for page in wanted}
    for _ in range(rounds):
        for page in wanted:
            times[page].append(milliseconds(origin + page, pid))
    print(f"{'answered':>8} {'95 %':>8} {'computed':>9} {'95 %':>8}  page")
    for page, taken in times.items():
        answered, computed = (spread(values) for values in zip(*taken, strict=True))
        print(f"{answered[0]:8.1f} {answered[1]:8.1f} {computed[0]:9.1f} {computed[1]:8.1f}  {page}")


def spread(values: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return statistics.median(values), statistics.quantiles(values, n=20, method="inclusive")[-1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="generate here, or use what is here already")
    parser.add_argument("--without-search", action="store_true", help="do not wait for the index of texts")
    parser.add_argument("--only", choices=["pages", "listings"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        marker = folder / MARKER
        if not marker.exists():
            began = time.monotonic()
            # By itself, or the listings' processes would begin with all that it had loaded.
            command = [sys.executable, str(GENERATOR), str(folder), str(options.articles)]
            subprocess.run(command, check=True)
            print(f"generated in {time.monotonic() - began:.0f} s")
        if options.only != "listings":
            measure(folder, options.articles, options.rounds, with_search=not options.without_search)
        if options.only != "pages":
            tell_listings(folder, options.articles, max(options.rounds // 4, 1))


if __name__ == "__main__":
    main()
