"""How many edits does each rule of refetching see, and how late, for the same number of requests?

    python -m benchmarks.refetch [--quick]

prints the tables of benchmarks/refetch.md and draws benchmarks/refetch.svg. Every rule is tuned on one set of
random stories and reported on five others.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, stdev

from benchmarks.refetch.plot import Curve, drawing
from benchmarks.refetch.policies import CONTESTANTS, UNDATED, Contestant, quiet_proportional
from benchmarks.refetch.replay import Result, replay, tuned
from benchmarks.refetch.stories import LAWS, first_day_share, stories

TUNING_SEED, SEEDS = 1, (2, 3, 4, 5, 6)
BUDGET = 20
BUDGETS = (10, 15, 20, 30, 45)
# The later an article is found, the fewer edits are left, so the more articles it takes to see some.
COUNTS = {1: 2000, 24: 4000, 7 * 24: 10000, 30 * 24: 20000, None: 4000}
AGES = {1: "1 h", 24: "24 h", 7 * 24: "7 d", 30 * 24: "30 d", None: "mixed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One rule on the stories of one law and age, once a seed."""

    contestant: Contestant
    number: float
    results: tuple[Result, ...]

    @property
    def cell(self) -> str:
        captured = [result.captured for result in self.results]
        spread = stdev(captured) if len(captured) > 1 else 0.0
        median = fmean(result.median_delay for result in self.results)
        mean = fmean(result.mean_delay for result in self.results)
        return f"{fmean(captured):.3f} ± {spread:.3f} / {median:.1f} / {mean:.0f}"

    @property
    def requests(self) -> float:
        return fmean(result.requests for result in self.results)


def trial(contestant: Contestant, law: str, entry: int | None, budget: float, scale: float) -> Trial:
    count = round(COUNTS[entry] * scale)
    number = tuned(contestant, stories(law, entry, count // 4, TUNING_SEED), budget)
    results = tuple(replay(stories(law, entry, count, seed), contestant.rule, number) for seed in SEEDS)
    return Trial(contestant=contestant, number=number, results=results)


def table(rows: list[list[str]]) -> None:
    header, *body = rows
    for row in (header, ["---"] * len(header), *body):
        print("| " + " | ".join(row) + " |")
    print()


def compare(laws: list[str], ages: list[int | None], rules: list[Contestant], scale: float) -> None:
    """The main tables, and what Källa gains over a fixed interval on the same stories."""
    rows = [["law, age when found", *(rule.name for rule in rules), "Källa − fixed, points"]]
    sent = [["requests (tuned)", *(f"{rule.name} ({rule.number})" for rule in rules)]]
    for law in laws:
        for entry in ages:
            trials = {rule.name: trial(rule, law, entry, BUDGET, scale) for rule in rules}
            ours, theirs = trials["Källa"].results, trials["fixed"].results
            gains = [100 * (one.captured - other.captured) for one, other in zip(ours, theirs, strict=True)]
            gain = f"{fmean(gains):+.1f} ({min(gains):+.1f} … {max(gains):+.1f})"
            rows.append([f"{law}, {AGES[entry]}", *(each.cell for each in trials.values()), gain])
            tunings = [f"{each.requests:.1f} ({each.number:.3g})" for each in trials.values()]
            sent.append([f"{law}, {AGES[entry]}", *tunings])
    table(rows)
    table(sent)


def compare_ticks(scale: float) -> None:
    """What it costs to run once a day: Källa as it is shipped, no tuning."""
    rows = [["age when found", "every hour", "every 6 hours", "every day"]]
    for entry in (1, 24, 7 * 24):
        row = [AGES[entry]]
        for tick in (1, 6, 24):
            made = [stories("plain", entry, round(COUNTS[entry] * scale), seed) for seed in SEEDS]
            results = [replay(each, quiet_proportional, 0.5, tick) for each in made]
            requests = fmean(result.requests for result in results)
            captured = fmean(result.captured for result in results)
            row.append(f"{requests:.1f} / {captured:.3f} / {fmean(r.median_delay for r in results):.1f}")
        rows.append(row)
    table(rows)


def sweep(scale: float) -> list[Curve]:
    rows = [["requests an article", *(rule.name for rule in CONTESTANTS)]]
    trials = {
        (rule.name, budget): trial(rule, "clustered", 1, budget, scale)
        for budget in BUDGETS for rule in CONTESTANTS
    }  # fmt: skip
    rows += [[str(budget), *(trials[rule.name, budget].cell for rule in CONTESTANTS)] for budget in BUDGETS]
    table(rows)
    return [
        Curve(
            name=rule.name,
            requests=tuple(trials[rule.name, budget].requests for budget in BUDGETS),
            captured=tuple(fmean(r.captured for r in trials[rule.name, b].results) for b in BUDGETS),
            delay=tuple(fmean(r.median_delay for r in trials[rule.name, b].results) for b in BUDGETS),
        )
        for rule in CONTESTANTS
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description="Simulate refetching; print the tables and draw the plot.")
    parser.add_argument("--quick", action="store_true", help="a tenth of the stories: a look, not a result")
    scale = 0.1 if parser.parse_args().quick else 1.0
    shares = ", ".join(f"{law} {first_day_share(law):.2f}" for law in LAWS)
    print(f"Share of a week's edits that the first day has: {shares}\n")
    print(f"{BUDGET} requests an article: captured ± spread of {len(SEEDS)} seeds / median / mean delay, h\n")
    compare(["plain", "clustered"], [1, 24, 7 * 24, 30 * 24, None], CONTESTANTS, scale)
    print("Other edit laws, and Källa where no publication date is known; ages mixed\n")
    compare(["plain", "clustered", "lognormal", "two speeds", "slow"], [None], [*CONTESTANTS, UNDATED], scale)
    print("How often the runner wakes; Källa, g = 0.5, plain law. Requests / captured / median delay, h\n")
    compare_ticks(scale)
    print("Found within the hour, clustered edits, by budget\n")
    Path(__file__).parents[1].joinpath("refetch.svg").write_text(drawing(sweep(scale)), encoding="utf-8")


if __name__ == "__main__":
    main()
