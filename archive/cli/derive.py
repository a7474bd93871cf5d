"""`kalla derive`: texts, checks and pairs for what was captured, where that is not done yet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click
from tqdm import tqdm

from archive.derive.checks import derived_checks
from archive.derive.finding import outlined_texts
from archive.derive.pages import derived_texts
from archive.derive.pairs import derived_pairs
from archive.text.worker import ExtractionPool

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Engine

    from archive.collection import Collection


def derive(collection: Collection) -> None:
    derive_all(collection, collection.existing_catalog())


def derive_all(collection: Collection, engine: Engine) -> None:
    with ExtractionPool() as pool:
        texts: Counter[str] = Counter(
            article.extraction
            for article in tqdm(derived_texts(collection, engine, pool.article), desc="texts", disable=None)
        )
    with tqdm(desc="outlines", disable=None) as bar:
        for number in outlined_texts(engine):
            bar.update(number)
    states: Counter[str] = Counter(
        told[-1].check.state
        for told in tqdm(derived_checks(collection, engine), desc="checks", disable=None)
        if told
    )
    verdicts: Counter[str] = Counter(
        pair.verdict for pair in tqdm(derived_pairs(engine), desc="pairs", disable=None)
    )
    click.echo(f"texts: {_counted(texts)}")
    click.echo(f"last checks: {_counted(states)}")
    click.echo(f"pairs: {_counted(verdicts)}")


def _counted(counts: Mapping[str, int]) -> str:
    most_first = sorted(counts.items(), key=lambda item: -item[1])
    return ", ".join(f"{count} {name}" for name, count in most_first) or "nothing to do"
