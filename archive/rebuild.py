"""Makes the catalog again from the WARC files alone, in one transaction: whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import catalog_engine, emptied, writing
from archive.errors import BrokenRecord, UnreadableInput
from archive.indexing import index_record
from archive.warc.captures import readable_captures_in
from archive.warc.places import all_warcs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

    from archive.collection import Collection
    from archive.model import Capture
    from archive.warc.captures import Kept


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
                broken = found if isinstance(found, BrokenRecord) else _indexed(conn, found)
                if broken is not None:
                    yield broken
            yield path
    engine.dispose()


def _indexed(conn: Connection, record: Capture | Kept) -> BrokenRecord | None:
    """Index a record, or say why it cannot be: nothing of it is in the catalog then."""
    try:
        index_record(conn, record)
    except BrokenRecord as broken:
        return broken
    except UnreadableInput as unreadable:
        return BrokenRecord(record.warc, record.offset, unreadable.reason)
    except UnicodeDecodeError as error:
        return BrokenRecord(record.warc, record.offset, f"is no text: {error}")
    return None
