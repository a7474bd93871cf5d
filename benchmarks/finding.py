"""Measures how long a lost original takes to find, and how long a large collection takes to align.

    python benchmarks/finding.py [FOLDER] [--articles 100000] [--pairs 1000]

FOLDER holds `sv` and `vi` with files of the same names, one paragraph a line. The collections are these files
multiplied: a copy of an article has its paragraphs drawn from all of them, with numbers and names of its own.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from pathlib import Path
from statistics import median

from archive.pairing.beads import story_links
from archive.pairing.find import Query, indexed
from archive.pairing.folders import texts
from archive.pairing.learn import Document, learned_from, learned_lengths
from archive.pairing.match import ranked

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "ntrex"
PARAGRAPHS = 12
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


def finding(renderings: dict[str, tuple[str, ...]], originals: dict[str, tuple[str, ...]], size: int) -> None:
    """Milliseconds a query by the index alone, and with the best ones compared paragraph by paragraph."""
    held = list(originals.values())
    articles = originals | {
        f"invented {number}": invented(held, number) for number in range(size - len(held))
    }
    started = time.perf_counter()
    index = indexed(articles.items())
    print(f"{len(articles)} articles indexed in {time.perf_counter() - started:.1f} s")
    learned = learned_lengths(
        [Document(key=n, lang="sv", rendering=renderings[n], original=originals[n]) for n in renderings], "sv"
    )
    for parts in (1, 4):
        taken: tuple[list[float], list[float]] = ([], [])
        right = []
        for name, whole in renderings.items():
            part = whole[: max(len(whole) // parts, 1)]
            started = time.perf_counter()
            index.ranked(part, "sv", 50)
            taken[0].append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            best = ranked(Query(lang="sv", texts=part), index, learned)
            taken[1].append((time.perf_counter() - started) * 1000)
            right.append(best[0][0] == name)
        print(
            f"1/{parts}: index {median(taken[0]):.1f} ms (longest {max(taken[0]):.1f}), "
            f"with paragraphs {median(taken[1]):.1f} ms (longest {max(taken[1]):.1f}); "
            f"first {sum(right)} of {len(right)}"
        )


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
