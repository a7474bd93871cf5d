"""Crawls of the sample web killed at random moments and resumed: nothing may be lost.

    python benchmarks/killed_crawls.py [RUNS] [SEED]

After each run every cited original must be captured, every page that was handed over must have its record,
`kalla verify` must find nothing, and `kalla rebuild` must make the same rows again.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.sampleweb.demo import IN_A_HURRY, proxies
from crawler.sampleweb.proxy import SampleWeb
from crawler.sampleweb.stories import all_stories
from crawler.sampleweb.text_renderings import write_renderings

LONGEST = 6.0  # seconds until the kill; an undisturbed crawl takes about three
KALLA = "from archive.cli.main import kalla; kalla()"


def main(runs: int, seed: int) -> int:
    chance = random.Random(seed)  # noqa: S311
    failures = 0
    with SampleWeb.running() as web:
        for number in range(runs):
            seconds = chance.uniform(0.3, LONGEST)
            with tempfile.TemporaryDirectory() as folder:
                faults = faults_after_kill(Path(folder), web.proxy_url, seconds)
            failures += bool(faults)
            print(f"run {number + 1:3}: killed after {seconds:.2f} s: {'; '.join(faults) or 'nothing lost'}")
    print(f"{runs} runs, {failures} with losses (seed {seed})")
    return 1 if failures else 0


def faults_after_kill(folder: Path, proxy: str, seconds: float) -> list[str]:
    """Kill a crawl after so many seconds, run it again to its end, and say what is missing."""
    renderings, collection = folder / "renderings", folder / "collection"
    write_renderings(renderings)
    environment = {**os.environ, **proxies(proxy), "KALLA_COLLECTION": str(collection)}  # noqa: TID251
    environment["SCRAPY_SETTINGS_MODULE"] = "crawler.settings"
    items = folder / "killed.jsonl"
    scrapy = [sys.executable, "-m", "scrapy"]
    crawl = [*scrapy, "crawl", "originals", "-a", f"renderings={renderings}", *IN_A_HURRY]
    quiet = ["-s", "LOG_LEVEL=CRITICAL"]
    process = subprocess.Popen([*crawl, *quiet, "-O", f"{items}:jsonlines"], env=environment, cwd=folder)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.wait()
    again = subprocess.run([*crawl, *quiet], env=environment, cwd=folder, check=False).returncode
    faults = [] if again == 0 else [f"the second run ended with {again}"]
    return faults + losses(environment, collection, items)


def losses(environment: dict[str, str], collection: Path, items: Path) -> list[str]:
    """What is missing from a collection after its crawl ended well; `items` are what was handed over."""
    captured = {line["url"]: line["record_id"] for line in kalla(environment, "ls")}
    cited = {story.place.url for story in all_stories() if story.shape and story.link_sv == "text"}
    faults = [f"not captured: {url}" for url in sorted(cited - set(captured))]
    lines = items.read_text(encoding="utf-8").splitlines() if items.exists() else []
    handed_over = {json.loads(line)["record_id"] for line in lines if line.endswith("}")}
    faults += [f"handed over and lost: {lost}" for lost in handed_over - set(captured.values())]
    if kalla_code(environment, "verify"):
        faults.append("kalla verify found faults")
    before = rows_of(collection)
    if kalla_code(environment, "rebuild") or rows_of(collection) != before:
        faults.append("kalla rebuild made other rows")
    return faults


def kalla(environment: dict[str, str], *arguments: str) -> list[dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-c", KALLA, *arguments, "--json"], env=environment, check=True, capture_output=True
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def kalla_code(environment: dict[str, str], command: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", KALLA, command], env=environment, check=False, capture_output=True
    )
    return done.returncode


def rows_of(collection: Path) -> list[str]:
    connection = sqlite3.connect(collection / "catalog.sqlite")
    rows = sorted(line for line in connection.iterdump() if line.startswith("INSERT"))
    connection.close()
    return [row for row in rows if 'INTO "lease"' not in row]


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*[*numbers, *(20, 1)[len(numbers) :]]))
