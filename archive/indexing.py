"""A record's rows in the catalog: the same whether the record was just written or is read again.

That both go through here is why `kalla rebuild` makes the same catalog from the WARC files alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.captures import put_captures, put_outcomes
from archive.catalog.learned import put_learned
from archive.catalog.mementos import put_memento
from archive.catalog.renderings import put_rendering, put_renderings
from archive.catalog.statements import put_decision, put_listed, put_search
from archive.errors import BrokenRecord, UnreadableInput
from archive.model import Capture, Decision, Search
from archive.outlets.canonical import Refusal, original_of
from archive.outlets.mementos import memento_at
from archive.outlets.other import original_at, other_original
from archive.outlets.registry import all_outlets
from archive.rendering.record import rendering_from_record
from archive.statements import statement_in
from archive.warc.digests import digest_of
from archive.warc.outcomes import outcome_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from archive.catalog.renderings import CitedRendering, RenderingRecord
    from archive.model import Original, Rendering
    from archive.statements import Statement
    from archive.warc.captures import Kept


def index_record(conn: Connection, record: Capture | Kept) -> None:
    """Put the rows of one record into the catalog; a record that is there already changes nothing."""
    if isinstance(record, Capture):
        put_captures(conn, [record])
        if found := memento_at(record.url):
            original = original_named(found.original)
            url = original.url if original else found.original
            put_memento(conn, record.record_id, url=url, at=found.at)
    elif outcome := outcome_of(record):
        put_outcomes(conn, [(record.record_id, outcome)])
    elif record.kind == "rendering":
        _index_imported(conn, record)
    elif record.kind == "learned":
        put_learned(conn, record.record_id, record.at, record.body.decode())
    elif statement := statement_in(record):
        _index_statement(conn, record.record_id, statement)


def indexed(conn: Connection, record: Capture | Kept) -> BrokenRecord | None:
    """Index a record that somebody wrote earlier, or say why it cannot be: then it has no row."""
    try:
        index_record(conn, record)
    except BrokenRecord as broken:
        return broken
    except UnreadableInput as unreadable:
        return BrokenRecord(record.warc, record.offset, unreadable.reason)
    except UnicodeDecodeError as error:
        return BrokenRecord(record.warc, record.offset, f"is no text: {error}")
    return None


def original_named(url: str) -> Original | None:
    """The original at a URL; None where no outlet has it."""
    found = original_of(url, all_outlets())
    return None if isinstance(found, Refusal) else found


def cited_by(rendering: Rendering) -> tuple[Original | None, str | None]:
    """The original that a rendering's citation names, and why it may not be fetched.

    Of a paper that no outlet file names both are there: it is fetched only where a person asks for all.
    """
    if rendering.citation is None or rendering.citation.url is None:
        return None, None
    found = original_of(rendering.citation.url, all_outlets())
    return (other_original(found.url), found.reason) if isinstance(found, Refusal) else (found, None)


def index_rendering(
    conn: Connection, rendering: Rendering, *, record_id: str, at: datetime, digest: str
) -> Rendering:
    """Enter one record of a rendering; gives the rendering as all its records tell it."""
    return put_rendering(conn, rendering, record_id=record_id, at=at, digest=digest, cited_by=cited_by)


def index_renderings(conn: Connection, records: Sequence[RenderingRecord]) -> list[CitedRendering]:
    """Enter records of renderings that were just read and written, without reading them again."""
    return put_renderings(conn, records, cited_by)


def _index_statement(conn: Connection, record_id: str, statement: Statement) -> None:
    if isinstance(statement, Decision):
        found = original_at(statement.url)
        put_decision(conn, record_id, statement, None if isinstance(found, Refusal) else found)
    elif isinstance(statement, Search):
        put_search(conn, record_id, statement)
    else:
        put_listed(conn, record_id, statement)


def _index_imported(conn: Connection, record: Kept) -> None:
    source = record.source or record.target_uri
    rendering = rendering_from_record(record.content_type, record.body, source=source)
    index_rendering(conn, rendering, record_id=record.record_id, at=record.at, digest=digest_of(record.body))
