"""How soon each `kalla` listing shows its first page: the wall time of a process, and its memory.

A page is PAGE lines, after which the reader closes the pipe, as a pager that is left does. A process that has
not written them when LONGEST is over is ended. Each listing is run once before it is measured, so that what
was compiled is on disk, as it is for whoever has called `kalla` before.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Whoever has Python leave no compiled modules behind (PYTHONDONTWRITEBYTECODE) would measure the compiler.
KALLA = "import sys; sys.dont_write_bytecode = False; from archive.cli.main import kalla; kalla()"
PAGE = 25
LONGEST = 60.0  # seconds


def listings(articles: int) -> list[list[str]]:
    story = f"https://nhandan.vn/cau-chuyen-{articles // 2}-post{articles // 2}.html"
    return [
        ["--help"],
        ["ls"],
        ["ls", "*post777*"],
        ["ls", "--status", "4xx"],
        ["ls", "https://nhandan.vn/*", "--status", "2xx", "--since", "2025-01-20"],
        ["ls", "--outlet", "nhandan"],
        ["show", story],
        ["pairs"],
        ["pairs", "--verdict", "mismatch"],
        ["pair", f"{articles // 2:016x}"],
        ["log", story],
        ["diff", story],
        ["changes"],
        ["changes", "--removed"],
        ["due"],
        ["due", "--explain", story],
        ["outlets"],
        ["find", "cầu", "sông"],
        ["names"],
        ["stats"],
    ]


def first_page(command: list[str]) -> tuple[float, float, int]:
    """Milliseconds to the last line of the first page or to the end, those computed, and the peak of MiB.

    The first is not a number where it took too long; the others are of the whole process.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    late = threading.Event()

    def end() -> None:
        late.set()
        process.send_signal(signal.SIGKILL)

    timer = threading.Timer(LONGEST, end)
    timer.start()
    if process.stdout is not None:
        for _ in range(PAGE):
            if not process.stdout.readline():
                break
        taken = time.perf_counter() - began
        process.stdout.close()
    _, _, used = os.wait4(process.pid, 0)
    process.returncode = 0  # it was waited for, above
    timer.cancel()
    computed = 1000 * (used.ru_utime + used.ru_stime)
    return (float("nan") if late.is_set() else 1000 * taken), computed, used.ru_maxrss // 1024


def tell_listings(folder: Path, articles: int, rounds: int) -> None:
    asked = listings(articles)
    found: dict[int, list[tuple[float, float, int]]] = {number: [] for number in range(len(asked))}
    for _ in range(1 + rounds):
        for number, words in enumerate(asked):
            where = [] if words == ["--help"] else ["--collection", str(folder)]
            found[number].append(first_page([sys.executable, "-c", KALLA, *words, *where]))
    print(f"{'median':>8} {'least':>8} {'most':>8} {'computed':>9} {'MiB':>5}  listing")
    for number, (_, *told) in found.items():
        times, computed, memory = zip(*told, strict=True)
        spread = f"{statistics.median(times):8.0f} {min(times):8.0f} {max(times):8.0f}"
        figures = f"{spread} {statistics.median(computed):9.0f}"
        print(f"{figures} {max(memory):5d}  kalla {' '.join(asked[number])}")
