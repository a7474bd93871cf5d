"""How fast `kalla serve` answers with 200,000 captures of 20,000 articles: `python benchmarks/browser.py`.

The catalog is generated; one capture is real and has its record. Told is, for each page, the median and the
95th percentile of its answers in milliseconds, and the server's memory before and after.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from archive.catalog.captures import put_captures
from archive.catalog.checks import LoggedCheck, put_checks
from archive.catalog.engine import writing
from archive.catalog.pairs import put_article, put_pair
from archive.catalog.renderings import put_rendering
from archive.collection import Collection
from archive.model import (
    Article,
    Bead,
    Block,
    Capture,
    Check,
    Citation,
    Exchange,
    Original,
    Pair,
    Rendering,
)
from archive.recorder import Recorder
from archive.warc.writer import CrawlInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

BEGINNING = datetime(2025, 1, 1, tzinfo=UTC)
KALLA = "from archive.cli.main import kalla; kalla()"
PARAGRAPHS = 14
LOOKS = 10
MARKER = "record-id"
SYLLABLES = tuple(
    "cầu sông làng bến thuyền lúa gạo chợ đò mưa nắng đường phố trường học sách vở biển đảo núi".split()  # noqa: SIM905
)
WORDS = tuple(
    "bron floden byn båten riset marknaden färjan regnet solen vägen skolan boken havet ön".split()  # noqa: SIM905
)


def text(seed: int, words: tuple[str, ...], number: int) -> str:
    """Forty words that differ from paragraph to paragraph."""
    return (
        " ".join(words[(seed * 7 + number * 13 + i * (seed % 5 + 1)) % len(words)] for i in range(40))
        + f" {seed}."
    )


def blocks(seed: int, words: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(Block(type="paragraph", text=text(seed, words, number)) for number in range(PARAGRAPHS))


def captures(url: str, seed: int) -> Iterator[Capture]:
    for look in range(LOOKS):
        yield Capture(
            record_id=f"urn:uuid:{seed:08d}-0000-4000-8000-{look:012d}",
            url=url,
            captured_at=BEGINNING + timedelta(days=3 * look, seconds=seed),
            status=200 if look in {0, 5} else 304,
            mime="text/html",
            digest=f"sha1:{seed:032d}",
            warc=f"kalla-{seed // 500:05d}.warc.gz",
            offset=1000 * (seed % 500 * LOOKS + look),
            length=900,
            type="response" if look in {0, 5} else "revisit",
            refers_to=None
            if look in {0, 5}
            else f"urn:uuid:{seed:08d}-0000-4000-8000-{0 if look < 5 else 5:012d}",
        )


def checks(url: str, found: list[Capture]) -> list[LoggedCheck]:
    good = [found[0], found[5]]
    return [
        LoggedCheck(
            url=url,
            number=number,
            check=Check(
                at=one.captured_at,
                state={0: "first", 5: "edited"}.get(number, "unchanged"),  # type: ignore[arg-type]
                conditional=number not in {0, 5},
                between=(found[4].captured_at, one.captured_at) if number == 5 else None,
                record_id=one.record_id,
                compared_with=good[0].record_id if number == 5 else None,
            ),
            good_record_id=good[number >= 5].record_id,
        )
        for number, one in enumerate(found)
    ]


def put_story(conn: Connection, seed: int) -> None:
    url = f"https://nhandan.vn/cau-chuyen-{seed}-post{seed}.html"
    found = list(captures(url, seed))
    put_captures(conn, found)
    vietnamese = blocks(seed, SYLLABLES)
    edited = (*vietnamese[:-1], Block(type="paragraph", text=text(seed + 1, SYLLABLES, 99)))
    for one, said in ((found[0], vietnamese), (found[5], edited)):
        put_article(
            conn,
            Article(
                record_id=one.record_id,
                extraction="ok",
                extractor="generated",
                title=f"Câu chuyện {seed}",
                lang="vi",
                blocks=said,
            ),
        )
    put_checks(conn, url, checks(url, found))
    original = Original(url=url, outlet="nhandan", article_id=str(seed))
    rendering = Rendering(
        id=f"{seed:016x}",
        source=f"https://www.vietnam.vn/sv/berattelse-{seed}",
        lang="sv",
        title=f"Berättelse {seed}",
        publisher="Nhân Dân",
        published_on=BEGINNING.date(),
        blocks=blocks(seed, WORDS),
        citation=Citation(line=f"Källa: {url}", url=url),
    )
    record_id = f"urn:uuid:{seed:08d}-1111-4000-8000-000000000000"
    put_rendering(
        conn, rendering, record_id=record_id, at=BEGINNING, digest="sha1:X", cited_by=lambda _: (original, None)
    )
    beads = tuple(Bead(rendering=(n,), original=(n,), score=0.9) for n in range(PARAGRAPHS))
    verdict = ("confirmed", "confirmed", "doubtful", "mismatch")[seed % 4]
    evidence = {"reasons": ["generated"], "names": {"shared": {"Lac Giang": "Lạc Giang"}}}
    put_pair(
        conn,
        Pair(
            rendering_id=rendering.id,
            record_id=found[0].record_id,
            verdict=verdict,
            score=seed % 100 / 100,
            evidence=evidence,
            beads=beads,
        ),  # type: ignore[arg-type]
    )


def generate(folder: Path, articles: int) -> str:
    """A collection of so many articles; gives the record id of its one real capture."""
    collection = Collection(root=folder)
    engine = collection.catalog()
    for start in range(1, articles + 1, 500):
        with writing(engine) as conn:
            for seed in range(start, min(start + 500, articles + 1)):
                put_story(conn, seed)
    engine.dispose()
    info = CrawlInfo(software="benchmark", robots="not asked", operator="")
    recorder = Recorder(collection, info, now=lambda: BEGINNING)
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<p>a page</p>\r\n"
    capture = recorder.exchange(
        Exchange(
            url="https://nhandan.vn/that-post0.html",
            method="GET",
            started_at=BEGINNING,
            request=b"GET / HTTP/1.1\r\n\r\n",
            response=BytesIO(body),
        )
    )
    recorder.close()
    return capture.record_id


def pages(record_id: str, articles: int) -> list[str]:
    story = f"https://nhandan.vn/cau-chuyen-{articles // 2}-post{articles // 2}.html"
    deep = articles * LOOKS // 50 - 1
    return [
        "/",
        "/pairs",
        "/pairs?verdict=doubtful&order=-score",
        "/pairs?outlet=nhandan&q=9&order=-published",
        f"/pairs?page={articles // 50 - 1}",
        f"/pair?id={articles // 2:016x}",
        "/captures",
        f"/captures?page={deep}",
        "/captures?q=post777",
        "/captures?status=5xx",
        f"/capture?record={record_id}",
        f"/article?url={story}",
        f"/diff?url={story}",
        "/changes",
        "/changes?state=removed",
        "/changes.atom",
        "/stale",
        "/due",
        "/search?q=cau+song",
        '/search?q="bến+thuyền"+đường',
        "/outlets",
        "/about",
        "/unanswered",
        f"/timemap/link/{story}",
    ]


def page_at(url: str) -> str:
    with urllib.request.urlopen(quote(url, safe=":/?&=+%-.")) as answer:  # noqa: S310
        return str(answer.read(), "utf-8")


def milliseconds(url: str) -> float:
    began = time.perf_counter()
    page_at(url)
    return 1000 * (time.perf_counter() - began)


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
            wanted = pages((folder / MARKER).read_text(), articles)
            tell(origin, [page for page in wanted if with_search or "/search" not in page], rounds)
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


def tell(origin: str, wanted: list[str], rounds: int) -> None:
    times: dict[str, list[float]] = {page: [] for page in wanted}
    for _ in range(rounds):
        for page in wanted:
            times[page].append(milliseconds(origin + page))
    print(f"{'median':>8} {'95 %':>8}  page")
    for page, taken in times.items():
        nearly_all = statistics.quantiles(taken, n=20, method="inclusive")[-1]
        print(f"{statistics.median(taken):8.1f} {nearly_all:8.1f}  {page}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="generate here, or use what is here already")
    parser.add_argument("--without-search", action="store_true", help="do not wait for the index of texts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        marker = folder / MARKER
        if not marker.exists():
            began = time.monotonic()
            folder.mkdir(parents=True, exist_ok=True)
            marker.write_text(generate(folder, options.articles))
            print(f"generated in {time.monotonic() - began:.0f} s")
        measure(folder, options.articles, options.rounds, with_search=not options.without_search)


if __name__ == "__main__":
    main()
