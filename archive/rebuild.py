"""Makes the catalog again from the WARC files alone, in one transaction: whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import catalog_engine, emptied, writing
from archive.errors import BrokenRecord
from archive.indexing import indexed
from archive.warc.captures import readable_captures_in
from archive.warc.places import all_warcs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.collection import Collection


def rebuilt_files(collection: Collection) -> Iterator[Path | BrokenRecord]:
    """Index every WARC file anew; each comes out once its records have their rows.

    What is damaged, or says nothing that can be read, comes out as the error that says where it is, and the
    whole records around it are indexed.
    Until the last file is done, others see the catalog as it was. Texts and pairs are not derived here.
    """
    engine = catalog_engine(collection.sqlalchemy_url)
    with writing(engine) as conn:
        emptied(conn)
        for path in all_warcs(collection.root):
            for found in readable_captures_in(path):
                broken = found if isinstance(found, BrokenRecord) else indexed(conn, found)
                if broken is not None:
                    yield broken
            yield path
    engine.dispose()
