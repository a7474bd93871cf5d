"""`kalla rebuild`: the catalog again, from the WARC files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tqdm import tqdm

from archive.cli.derive import derive_all
from archive.cli.printing import echo
from archive.errors import BrokenRecord, WrongUsage
from archive.rebuild import rebuilt_files

if TYPE_CHECKING:
    from archive.collection import Collection


def rebuild(collection: Collection) -> int:
    if not collection.warcs.is_dir():
        raise WrongUsage(f"there are no WARC files at {collection.warcs}: is this a collection?")
    damaged = 0
    for done in tqdm(rebuilt_files(collection), unit="file", disable=None):
        if isinstance(done, BrokenRecord):
            damaged += 1
            echo(str(done), err=True)
    derive_all(collection, collection.catalog())
    return 1 if damaged else 0
