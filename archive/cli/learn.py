"""`kalla learn`: what the collection's own confirmed pairs teach about pairing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archive.cli.derive import derive_all
from archive.cli.options import in_collection
from archive.derive.learning import learn_anew
from archive.recorder import offline_recorder

if TYPE_CHECKING:
    from archive.collection import Collection


@click.command()
@in_collection
def learn(collection: Collection) -> None:
    """Learn lengths, page furniture and a lexicon from the confirmed pairs, and pair all anew.

    It pays from about twenty pairs. What is learned is kept in the archive, so that `kalla rebuild` makes the
    same pairs; each pair is scored by a lexicon that was learned without it.

    \b
    Example:
      kalla learn && kalla pairs
    """
    engine = collection.existing_catalog()
    recorder = offline_recorder(collection)
    try:
        found = learn_anew(recorder)
    finally:
        recorder.close()
    languages = ", ".join(sorted(found.translations)) or "nothing: there are too few confirmed pairs"
    click.echo(f"learned {languages} (version {found.version})")
    derive_all(collection, engine)
