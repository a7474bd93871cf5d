"""What archiving costs a crawl: pages a second, CPU and memory, against others that fetch the same pages.

    python -m benchmarks.capture [--pages N] [--rounds N] [--webarchive PYTHON]
    python -m benchmarks.capture --memory 20000

All contenders take turns in each round, so that whatever else the machine does falls on all of them; ratios
are made within a round. `--webarchive` names the interpreter of an environment that has scrapy-webarchive
(benchmarks/README.md says how to make it). `--memory` is one long crawl instead, with its peaks.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.capture import wget
from benchmarks.capture.pages import SERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
TITLES = {
    "bare": "bare Scrapy",
    "handler": "our handler, nothing kept",
    "kalla": "our handler, WARC, catalog",
    "kalla-items": "the same, `CONCURRENT_ITEMS = 4`",
    "bare-items": "bare Scrapy, `CONCURRENT_ITEMS = 4`",
    "webarchive": "scrapy-webarchive",
    "wget": "wget --warc-file",
}


@dataclass(slots=True)
class Figures:
    """One contender on one kind of pages, a number a round."""

    pages_per_second: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)  # ms a page
    memory: list[float] = field(default_factory=list)  # MiB


@contextmanager
def served() -> Iterator[str]:
    """The address of the loopback server, which runs while the block does."""
    command = [sys.executable, "-m", "benchmarks.capture.server"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as server:
        if server.stdout is None:
            raise RuntimeError("the server has no output")
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.communicate()


def crawled(python: str, setup: str, url: str, pages: int) -> dict[str, Any]:
    """What one crawl took."""
    with tempfile.TemporaryDirectory() as folder:
        if setup == "wget":
            return dict(wget.fetched(url, pages, Path(folder)))
        arguments = [setup, url, str(pages), folder]
        command = [python, "-W", "ignore", "-m", "benchmarks.capture.crawl", *arguments]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measured(address: str, setups: dict[str, str], pages: int, rounds: int) -> dict[tuple[str, str], Figures]:
    """All contenders in turn, each round beginning with another one."""
    figures = {(setup, coding): Figures() for coding in SERVED for setup in setups}
    order = list(setups)
    for number in range(rounds):
        for coding in SERVED:
            for setup in order:
                took = crawled(setups[setup], setup, f"{address}/{coding}", pages)
                entry = figures[setup, coding]
                entry.pages_per_second.append(pages / took["seconds"])
                entry.cpu.append(took["cpu"] / pages * 1000)
                entry.memory.append(took["memory"])
        order.append(order.pop(0))
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return figures


def table(figures: dict[tuple[str, str], Figures], coding: str) -> str:
    bare = figures["bare", coding]
    lines = [
        f"| served {coding} | pages/s | × bare (least, most) | CPU ms/page | × bare (least, most) | MiB |",
        "|---|---|---|---|---|---|",
    ]
    for (setup, kind), one in figures.items():
        if kind == coding:
            speeds = [a / b for a, b in zip(one.pages_per_second, bare.pages_per_second, strict=True)]
            costs = [a / b for a, b in zip(one.cpu, bare.cpu, strict=True)]
            lines.append(
                f"| {TITLES[setup]} | {median(one.pages_per_second):.0f} | {_spread(speeds)} "
                f"| {median(one.cpu):.2f} | {_spread(costs)} | {max(one.memory):.0f} |"
            )
    return "\n".join(lines)


def _spread(ratios: list[float]) -> str:
    return f"**{median(ratios):.2f}** ({min(ratios):.2f}, {max(ratios):.2f})"


def memory(address: str, pages: int) -> str:
    """The most memory that one crawl had had after every 2000 pages, and its ratio to the first figure."""
    peaks: dict[str, float] = crawled(sys.executable, "kalla", f"{address}/plain", pages)["peaks"]
    first = next(iter(peaks.values()), 0.0)
    return "\n".join(
        f"{int(seen):7,} pages: {peak:6.1f} MiB  ×{peak / first:.3f}" for seen, peak in peaks.items()
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.capture")
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--webarchive", metavar="PYTHON", help="an interpreter that has scrapy-webarchive")
    parser.add_argument("--only", nargs="+", choices=TITLES, metavar="SETUP", help=", ".join(TITLES))
    parser.add_argument("--memory", type=int, metavar="PAGES", help="one crawl of so many pages")
    chosen = parser.parse_args()
    setups = dict.fromkeys(("bare", "bare-items", "handler", "kalla", "kalla-items"), sys.executable)
    if chosen.webarchive:
        setups["webarchive"] = chosen.webarchive
    if wget.wget():
        setups["wget"] = ""
    if chosen.only:
        setups = {setup: python for setup, python in setups.items() if setup in {"bare", *chosen.only}}
    with served() as address:
        if chosen.memory:
            print(memory(address, chosen.memory))
            return
        figures = measured(address, setups, chosen.pages, chosen.rounds)
    print("\n\n".join(table(figures, coding) for coding in SERVED))


if __name__ == "__main__":
    main()
