"""Measures how long a lost original takes to find, and how long a large collection takes to align.

    python benchmarks/finding.py [FOLDER] [--articles 100000] [--pairs 1000]

FOLDER holds `sv` and `vi` with files of the same names, one paragraph a line. The collections are these files
multiplied: a copy of an article has its paragraphs drawn from all of them, with numbers and names of its own.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from archive.catalog.engine import open_catalog, reading, writing
from archive.catalog.outlines import KeptOutline, put_outlines
from archive.derive.finding import BATCH, KeptArticles
from archive.pairing.anchors import anchors
from archive.pairing.beads import story_links
from archive.pairing.find import Query, indexed, nearest
from archive.pairing.folders import texts
from archive.pairing.learn import Document, learned_from, learned_lengths
from archive.pairing.match import Match, matched, ranked
from archive.pairing.outline import unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from archive.pairing.find import Articles, Index
    from archive.pairing.learned import Learned

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "ntrex"
PARAGRAPHS = 12
Texts = dict[str, tuple[str, ...]]
MARKED = re.compile(r"\d+|(?<=\S )[A-ZĐ]\w{3,}")
SYLLABLES = ("ba", "cam", "dor", "fen", "gul", "hai", "jor", "kel", "lam", "min", "nor", "pet", "rut", "sol")


def invented(originals: list[tuple[str, ...]], number: int) -> tuple[str, ...]:
    """An article of paragraphs of several others, half of whose numbers and names are new."""
    chance = random.Random(number)  # noqa: S311

    def other(match: re.Match[str]) -> str:
        if chance.random() < 0.5:
            return match[0]
        if match[0].isdigit():
            return str(chance.randrange(10 ** len(match[0])))
        return "".join(chance.choices(SYLLABLES, k=3)).capitalize()

    chosen = (chance.choice(chance.choice(originals)) for _ in range(PARAGRAPHS))
    return tuple(MARKED.sub(other, text) for text in chosen)


def finding(renderings: Texts, originals: Texts, size: int) -> None:
    """Milliseconds a query, of articles in memory and of the same ones in a catalog."""
    held = list(originals.values())
    numbers = range(size - len(held))

    def texts_of(name: str) -> tuple[str, ...]:
        return originals[name] if name in originals else invented(held, int(name.split()[1]))

    started = time.perf_counter(), time.process_time()
    index = indexed((name, texts_of(name)) for name in (*originals, *(f"invented {n}" for n in numbers)))
    print(f"{index.count} articles indexed in memory: {taken(started)}, {peak():.0f} MiB at most")
    learned = learned_lengths(
        [Document(key=n, lang="sv", rendering=renderings[n], original=originals[n]) for n in renderings], "sv"
    )
    timed("memory", renderings, index, texts_of, learned)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "catalog.sqlite"
        engine = open_catalog(f"sqlite:///{path}")
        started = time.perf_counter(), time.process_time()
        for start in range(0, index.count, BATCH):
            with writing(engine) as conn:
                outlines = [kept(index, k) for k in range(start, min(start + BATCH, index.count))]
                put_outlines(conn, outlines, lambda body: unpacked(body).distinct.tolist())
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        print(f"entered into a catalog: {taken(started)}, {size / 2**20:.0f} MiB with its log")
        with reading(engine) as conn:
            timed("catalog", renderings, KeptArticles(conn), texts_of, learned)
        engine.dispose()


def kept(index: Index, number: int) -> KeptOutline:
    """An article of the index as the catalog keeps it."""
    return KeptOutline(
        url=index.names[number],
        record_id=str(number),
        captured_at=datetime(2026, 1, 1, tzinfo=UTC),
        breadth=float(index.breadth[number]),
        body=index.held[number].packed(),
    )


def timed(
    name: str,
    renderings: Texts,
    articles: Articles,
    texts_of: Callable[[str], Sequence[str]],
    learned: Learned,
) -> None:
    """Prints what the index alone takes, with the nearest compared by paragraph, and with the verdict:
    milliseconds of processor, median (the longest of 20, the longest)."""
    for parts in (1, 2, 4):
        spent: list[list[float]] = [[], [], []]
        right = []
        for document, whole in renderings.items():
            query = Query(lang="sv", texts=whole[: max(len(whole) // parts, 1)])
            asked: tuple[Callable[[], object], ...] = (
                lambda query=query: nearest(query, articles, 50),
                lambda query=query: ranked(query, articles, learned),
                lambda query=query: matched(query, articles, texts_of, learned),
            )
            for one, ask in zip(spent, asked, strict=True):
                anchors.cache_clear()  # a rendering is new to whoever searches for its original
                started = time.process_time()
                answer = ask()
                one.append((time.process_time() - started) * 1000)
            right.append(isinstance(answer, Match) and answer.candidates[0][0] == document)
        figures = ", ".join(
            f"{what} {median(one):.1f} ({sorted(one)[len(one) * 95 // 100]:.1f}, {max(one):.1f})"
            for what, one in zip(("index", "compared", "verdict"), spent, strict=True)
        )
        print(f"{name} 1/{parts}: {figures}; first {sum(right)} of {len(right)}")


def taken(started: tuple[float, float]) -> str:
    """Seconds by the clock and of the processor since then."""
    clock, processor = time.perf_counter() - started[0], time.process_time() - started[1]
    return f"{processor:.0f} s of processor ({clock:.0f} s by the clock)"


def peak() -> float:
    """The most memory that the process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def aligning(
    renderings: dict[str, tuple[str, ...]], originals: dict[str, tuple[str, ...]], pairs: int
) -> None:
    """Seconds to learn from so many pairs and to align them with what was learned."""
    names = list(renderings)
    documents = []
    for number in range(pairs):
        name, start = names[number % len(names)], number // len(names)
        turned = slice(start % 3, None)  # so that no two copies are alike
        documents.append(
            Document(
                key=f"{name} {number}",
                lang="sv",
                rendering=tuple(f"{text} {number}" for text in renderings[name][turned]),
                original=tuple(f"{text} {number}" for text in originals[name][turned]),
            )
        )
    started = time.process_time(), time.perf_counter()
    learned = learned_from(documents)
    learning = time.process_time() - started[0], time.perf_counter() - started[1]
    for document in documents:
        story_links(document.sides, learned)
    whole = time.process_time() - started[0], time.perf_counter() - started[1]
    print(
        f"{pairs} pairs: learned in {learning[0]:.0f} s of processor ({learning[1]:.0f} s by the clock), "
        f"with alignment {whole[0]:.0f} s ({whole[1]:.0f} s)"
    )


def main() -> int:
    """Prints all figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--pairs", type=int, default=1000)
    options = parser.parse_args()
    renderings, originals = texts(options.folder / "sv"), texts(options.folder / "vi")
    if options.articles:
        finding(renderings, originals, options.articles)
    if options.pairs:
        aligning(renderings, originals, options.pairs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
