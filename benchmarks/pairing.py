"""Measures pairing against gold, beside nltk's Gale–Church in the same run, and refuses to sink silently.

    python benchmarks/pairing.py [FOLDER] [--write-floors | --fresh]

FOLDER holds `dev.PROFILE.SEED.jsonl`. Without `--write-floors` a figure below its floor in
`pairing_floors.json` ends the run with exit code 1; with it, the figures of this run become the floors.
`--fresh` measures noise that nothing was tuned on instead.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import mean

from pairing_measures import (
    Gold,
    alone,
    equal_error_rate,
    f1,
    gale_church,
    gold,
    link,
    strict,
)
from pairing_noise import SETTINGS, noisy

from archive.pairing.beads import Sides, agreements, story_links
from archive.pairing.find import Query, indexed
from archive.pairing.furniture import story
from archive.pairing.learn import Document, learned_from
from archive.pairing.learned import Learned
from archive.pairing.match import ranked
from archive.pairing.verdict import Observations

FLOORS = Path(__file__).with_name("pairing_floors.json")
DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "ntrex" / "bench"
PROFILES = ("clean-sent", "sent-noisy", "para-seed", "para-harsh")
SEEDS = (1, 2, 3)
FRESH_SEEDS = (41, 42)
SLACK = 0.002
Figures = dict[str, float]


def documents(golds: list[Gold]) -> list[Document]:
    """The documents as learning takes them."""
    return [Document(key=g.doc, lang="sv", rendering=g.rendering, original=g.original) for g in golds]


def aligned(golds: list[Gold]) -> tuple[dict[str, float], Learned]:
    """F1 of one file by our aligner and by Gale–Church, and milliseconds of processor a pair of either."""
    held = documents(golds)
    started = time.process_time()
    learned = learned_from(held)
    found = [[(b.rendering, b.original) for b in story_links(d.sides, learned)] for d in held]
    ours = (time.process_time() - started) / len(held) * 1000
    bare = Learned(
        rendering_furniture=learned.rendering_furniture, original_furniture=learned.original_furniture
    )
    started = time.process_time()
    for document in held:
        story_links(document.sides, bare)
    anchors = (time.process_time() - started) / len(held) * 1000
    started = time.process_time()
    peer = [gale_church(g.rendering, g.original) for g in golds]
    theirs = (time.process_time() - started) / len(held) * 1000
    right = [g.beads for g in golds]
    figures = {
        "strict": f1(strict(found), strict(right)),
        "link": f1(link(found), link(right)),
        "alone, rendering": f1(alone(golds, found, 0), alone(golds, right, 0)),
        "alone, original": f1(alone(golds, found, 1), alone(golds, right, 1)),
        "Gale–Church strict": f1(strict(peer), strict(right)),
        "Gale–Church link": f1(link(peer), link(right)),
        "ms": ours,
        "ms, anchors": anchors,
        "ms, Gale–Church": theirs,
    }
    return figures, learned


def alignment(data: Path) -> Figures:
    """Table of all profiles and seeds; the means are pinned."""
    pinned: Figures = {}
    for profile in PROFILES:
        rows = []
        for seed in SEEDS:
            figures, _ = aligned(gold(data / f"dev.{profile}.{seed}.jsonl"))
            rows.append(figures)
            print(
                f"{profile:11} {seed} ", "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
            )
        means = {name: mean(row[name] for row in rows) for name in rows[0]}
        print(f"{profile:11} mean", "  ".join(f"{name} {value:.4f}" for name, value in means.items()))
        # Where everything has a partner there is nothing to find alone.
        counted = ("strict", "link") if profile == "clean-sent" else tuple(means)[:4]
        pinned |= {f"{profile}: {name}": means[name] for name in counted}
    return pinned


def fresh(data: Path) -> None:
    """Table of the settings of noise that are made here, by seeds that served for nothing else."""
    clean = gold(data / "dev.clean-sent.1.jsonl")
    for name, rates in SETTINGS.items():
        rows = [aligned(noisy(clean, rates, seed))[0] for seed in FRESH_SEEDS]
        means = {figure: mean(row[figure] for row in rows) for figure in rows[0]}
        print(f"{name:17}", "  ".join(f"{figure} {value:.4f}" for figure, value in means.items()))


def first_of(data: Path) -> Figures:
    """Share of whole documents, halves and quarters whose original comes first among all originals."""
    golds = gold(data / "dev.clean-sent.1.jsonl")
    learned = learned_from(documents(golds))
    articles = {g.doc: g.original for g in golds}
    index = indexed(articles.items())
    pinned: Figures = {}
    for name, parts in (("whole", 1), ("half", 2), ("quarter", 4)):
        right = []
        for g in golds:
            for k in range(parts):
                size = len(g.rendering)
                texts = g.rendering[size * k // parts : size * (k + 1) // parts]
                best = ranked(Query(lang="sv", texts=texts), index, learned)
                right.append(bool(best) and best[0][0] == g.doc)
        pinned[f"top-1 {name}"] = mean(right)
        print(f"top-1 {name}: {pinned[f'top-1 {name}']:.3f} of {len(right)}")
    return pinned


def verification(data: Path) -> Figures:
    """Equal error rates of agreement; what the score's figures mean is shown by `verdicts.py`."""
    pinned: Figures = {}
    for profile in PROFILES:
        values = {
            kind: [seen.agreement.whole for _, seen in found]
            for kind, found in observed(gold(data / f"dev.{profile}.1.jsonl")).items()
        }
        for name, against in (("impostors", "whole"), ("other half", "half")):
            rate = equal_error_rate(values[against], values[name])
            pinned[f"{profile}: 1 - EER, {name}"] = 1 - rate
            print(f"{profile:11} EER against {name}: {rate:.4f} ({len(values[name])} wrong)")
    return pinned


def observed(golds: list[Gold]) -> dict[str, list[tuple[str, Observations]]]:
    """What is seen of right wholes and halves, of the three nearest wrong articles, and of the other halves,
    with the document's name."""
    learned = learned_from(documents(golds))
    index = indexed(
        (g.doc, [g.original[j] for j in story(g.original, learned.original_furniture)]) for g in golds
    )
    originals = {g.doc: g.original for g in golds}
    values: dict[str, list[tuple[str, Observations]]] = defaultdict(list)

    def put(kind: str, doc: str, rendering: tuple[str, ...], original: tuple[str, ...]) -> None:
        sides = Sides(rendering=rendering, original=original, lang="sv")
        paragraphs = len(story(rendering, learned.rendering_furniture))
        if paragraphs:
            seen = Observations(agreement=agreements(sides, learned), paragraphs=paragraphs)
            values[kind].append((doc, seen))

    for g in golds:
        put("whole", g.doc, g.rendering, g.original)
        ours = [g.rendering[i] for i in story(g.rendering, learned.rendering_furniture)]
        for name in [name for name, _ in index.ranked(ours, "sv", 4) if name != g.doc][:3]:
            put("impostors", g.doc, g.rendering, originals[name])
        for (rendering, original), (_, other) in zip(g.halves, g.halves[::-1], strict=True):
            put("half", g.doc, rendering, original)
            put("other half", g.doc, rendering, other)
    return values


def sunk(pinned: Figures, floors: Figures) -> list[str]:
    """Figures that fell below their floor, and floors that nothing was measured for."""
    return [
        f"{name}: {pinned[name]:.4f} below {floor:.4f}" if name in pinned else f"{name}: not measured"
        for name, floor in floors.items()
        if name not in pinned or pinned[name] < floor - SLACK
    ]


def main() -> int:
    """Prints all tables; the exit code says whether a floor was kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--write-floors", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args()
    if options.fresh:
        fresh(options.folder)
        return 0
    pinned = alignment(options.folder) | first_of(options.folder) | verification(options.folder)
    if options.write_floors:
        rounded = {name: round(value, 4) for name, value in pinned.items()}
        FLOORS.write_text(json.dumps(rounded, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return 0
    failures = sunk(pinned, json.loads(FLOORS.read_text(encoding="utf-8")))
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
