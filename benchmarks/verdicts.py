"""Measures what scores and verdicts mean, and whether anything false is confirmed.

The calibration is shown on documents and noise that its curve was not fitted to.

    python benchmarks/verdicts.py [FOLDER] [--strangers FILE] [--profiles PROFILE…]

FOLDER holds `dev.PROFILE.SEED.jsonl`, FILE articles of another paper as JSON lines with `title`, `sapo` and
`text`, among which no rendering has its original. A false match that is confirmed makes the exit code 1.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pairing import DATA, PROFILES, documents, observed
from pairing_measures import gold, logistic_fit, reliability

from archive.pairing.find import Query, indexed
from archive.pairing.furniture import recurrent_lines, story
from archive.pairing.learn import learned_lengths
from archive.pairing.learned import fold
from archive.pairing.match import matched
from archive.pairing.verdict import Curve, judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pairing_measures import Gold

    from archive.pairing.find import Index
    from archive.pairing.learned import Learned
    from archive.pairing.verdict import Observations

STRANGERS = DATA.parents[1] / "vietnamnet" / "vietnamnet_2025.jsonl"
FITTED_SEED, SHOWN_SEED = 2, 1
PARTS = (1, 2, 4)
RIGHT = {"whole", "half"}
Told = list[tuple[int, "Observations", bool]]  # half of the documents, what was seen, whether it is right


def told(data: Path, seed: int) -> Told:
    """What is seen of right and wrong pairs in every profile."""
    found: Told = []
    for profile in PROFILES:
        for kind, values in observed(gold(data / f"dev.{profile}.{seed}.jsonl")).items():
            found += [(fold(doc) % 2, seen, kind in RIGHT) for doc, seen in values]
    return found


def calibration(data: Path) -> None:
    """The score of each pair by a curve fitted to the other half of the documents with other noise."""
    fitted, shown = told(data, FITTED_SEED), told(data, SHOWN_SEED)
    whole = logistic_fit([(seen.agreement.whole, right) for _, seen, right in fitted])
    print(f"curve of all documents: middle {whole[0]:.3f} nats, slope {whole[1]:.2f}")
    scored = []
    for half in (0, 1):
        curve = Curve(*logistic_fit([(s.agreement.whole, right) for k, s, right in fitted if k != half]))
        print(f"curve without half {half}: middle {curve.middle:.3f} nats, slope {curve.slope:.2f}")
        scored += [(judged(seen, curve).score, right) for k, seen, right in shown if k == half]
    for lower, average, share, number in reliability(scored):
        print(f"score from {lower:.1f}: mean {average:.3f}, right {share:.3f}, {number} pairs")


def parts(golds: Sequence[Gold], number: int) -> Iterator[tuple[str, Sequence[str]]]:
    """So many parts of each rendering's story, by names that tell the document."""
    furniture = recurrent_lines(g.rendering for g in golds)
    for g in golds:
        told = [g.rendering[i] for i in story(g.rendering, furniture)]
        for k in range(number):
            if texts := told[len(told) * k // number : len(told) * (k + 1) // number]:
                yield f"{g.doc}~{k}", texts


def searches(
    pieces: Mapping[str, Sequence[str]], index: Index, texts: Mapping[str, Sequence[str]], learned: Learned
) -> Iterator[tuple[str, float, bool]]:
    """Verdict and score of the first candidate of each search, and whether it is right."""
    for name, piece in pieces.items():
        match = matched(Query(lang="sv", texts=tuple(piece)), index, texts.__getitem__, learned)
        first, score = match.candidates[0]
        yield match.verdict, score, first == name.partition("~")[0]


def originals_in(golds: Sequence[Gold]) -> dict[str, tuple[str, ...]]:
    """The originals without the lines that recur among them."""
    furniture = recurrent_lines(g.original for g in golds)
    return {g.doc: tuple(g.original[j] for j in story(g.original, furniture)) for g in golds}


def strangers_in(path: Path) -> dict[str, list[str]]:
    """Articles of a file of JSON lines, a paragraph a line."""
    articles = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        texts = [row["title"], row["sapo"] or "", *row["text"].split("\n")]
        articles[f"stranger {number}"] = [text for text in texts if text.strip()]
    return articles


def main() -> int:
    """Prints all tables; the exit code says whether anything false was confirmed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--strangers", type=Path, default=STRANGERS)
    parser.add_argument("--profiles", nargs="+", default=PROFILES, choices=PROFILES)
    options = parser.parse_args()
    strangers = strangers_in(options.strangers) if options.strangers.exists() else {}
    among_strangers = indexed(strangers.items())
    false, scored = 0, list[tuple[float, bool]]()
    for profile in options.profiles:
        golds = gold(options.folder / f"dev.{profile}.{SHOWN_SEED}.jsonl")
        originals = originals_in(golds)
        learned = learned_lengths(documents(golds), "sv")
        among_originals = indexed(originals.items())
        for number in PARTS:
            pieces = dict(parts(golds, number))
            for name, index, texts in (
                ("originals", among_originals, originals),
                ("strangers", among_strangers, strangers),
            ):
                found = list(searches(pieces, index, texts, learned))
                counts = Counter((verdict, is_right) for verdict, _, is_right in found)
                scored += [(score, is_right) for _, score, is_right in found]
                false += counts["confirmed", False]
                told = ", ".join(
                    f"{count} {verdict} {'right' if is_right else 'wrong'}"
                    for (verdict, is_right), count in sorted(counts.items())
                )
                print(f"{profile:11} 1/{number} among {index.count} {name}: {told}", flush=True)
    print(f"{false} false matches confirmed")
    for lower, average, share, number in reliability(scored):
        print(f"first candidate from {lower:.1f}: mean {average:.3f}, right {share:.3f}, {number} searches")
    calibration(options.folder)
    return 1 if false else 0


if __name__ == "__main__":
    sys.exit(main())
