"""Makes the catalog again from the WARC files alone, in one transaction: whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import catalog_engine, emptied, writing
from archive.errors import BrokenRecord
from archive.indexing import index_record
from archive.warc.captures import captures_in
from archive.warc.places import all_warcs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.collection import Collection


def rebuilt_files(collection: Collection) -> Iterator[Path | BrokenRecord]:
    """Index every WARC file anew; each comes out once its records have their rows.

    A damaged file gives its records up to the damage, and comes out as the error that says where it is. Until
    the last file is done, others see the catalog as it was. Articles and pairs are not derived here.
    """
    engine = catalog_engine(collection.sqlalchemy_url)
    with writing(engine) as conn:
        emptied(conn)
        for path in all_warcs(collection.root):
            try:
                for record in captures_in(path):
                    index_record(conn, record)
            except BrokenRecord as error:
                yield error
            else:
                yield path
    engine.dispose()
