"""`kalla learn`: what the collection's own confirmed pairs teach about pairing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from archive.cli.printing import counted
from archive.derive.learning import learn_anew
from archive.derive.pairs import derived_pairs
from archive.recorder import offline_recorder

if TYPE_CHECKING:
    from archive.collection import Collection

ENOUGH_PAIRS = 20


def learn(collection: Collection) -> None:
    engine = collection.existing_catalog()
    recorder = offline_recorder(collection)
    try:
        lesson = learn_anew(recorder)
    finally:
        recorder.close()
    few = f"; it pays from about {ENOUGH_PAIRS}" if lesson.pairs < ENOUGH_PAIRS else ""
    news = "new" if lesson.is_new else "as before"
    pairs = counted(lesson.pairs, "confirmed pair")
    click.echo(f"learned from {pairs}{few}: {news}, version {lesson.learned.version}")
    verdicts = Counter(pair.verdict for pair in derived_pairs(engine))
    click.echo(", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common()))
