"""Takes in what a person brings: files of renderings become records, and rows in the catalog."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from archive.catalog.engine import reading, writing
from archive.catalog.renderings import has_rendering_record
from archive.derive.pairs import put_current_pair
from archive.errors import BrokenRecord, UnreadableInput
from archive.http1.message import body_of
from archive.indexing import index_record
from archive.rendering.decoding import MAX_BYTES
from archive.rendering.files import RenderingInput, WebArchiveInput, renderings_in
from archive.rendering.record import HTML, TEXT, rendering_from_record
from archive.warc.digests import digest_of
from archive.warc.reader import iter_records

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Rendering
    from archive.recorder import Recorder
    from archive.warc.captures import Kept
    from archive.warc.reader import Record

BATCH = 100  # renderings to a transaction


def imported_renderings(path: Path, recorder: Recorder) -> Iterator[Rendering | UnreadableInput]:
    """Import a file or every file of a folder; what is in the archive already is not recorded twice.

    Each rendering comes out once it has its record, its row and its pair. A file that cannot be read comes
    out as the error that names it, and the others go on.
    """
    inputs = _inputs(path)
    while batch := list(islice(inputs, BATCH)):
        _keep([found for found in batch if isinstance(found, RenderingInput)], recorder)
        yield from (found.rendering if isinstance(found, RenderingInput) else found for found in batch)


def _inputs(path: Path) -> Iterator[RenderingInput | UnreadableInput]:
    for found in renderings_in(path):
        if isinstance(found, WebArchiveInput):
            yield from renderings_of_web_archive(found)
        else:
            yield found


def _keep(inputs: list[RenderingInput], recorder: Recorder) -> None:
    """Records first, then all their rows in one transaction."""
    records: dict[tuple[str, str], Kept] = {}
    with reading(recorder.catalog) as conn:
        for found in inputs:
            key = (found.rendering.id, digest_of(found.body))
            if key not in records and not has_rendering_record(conn, *key):
                records[key] = recorder.rendering(
                    key[0], content_type=found.content_type, body=found.body, source=found.source
                )
    with writing(recorder.catalog) as conn:
        for (rendering_id, _), record in records.items():
            index_record(conn, record)
            put_current_pair(conn, rendering_id)


def renderings_of_web_archive(archive: WebArchiveInput) -> Iterator[RenderingInput | UnreadableInput]:
    """The renderings among the records of a WARC or WET file; other records are passed over."""
    try:
        for record in iter_records(archive.path):
            page = _page_in(record)
            if page is None:
                continue
            content_type, body = page
            source = f"{archive.source}#{record.target_uri}"
            try:
                rendering = rendering_from_record(content_type, body, source=source)
            except UnreadableInput as unreadable:
                yield unreadable
                continue
            yield RenderingInput(source=source, content_type=content_type, body=body, rendering=rendering)
    except BrokenRecord as broken:
        yield UnreadableInput(archive.source, f"is damaged at byte {broken.offset}: {broken.reason}")


def _page_in(record: Record) -> tuple[str, bytes] | None:
    """Media type and body of a record that may hold a rendering: an HTML response, or a WET conversion."""
    if record.content_length > MAX_BYTES or not record.target_uri.startswith(("http:", "https:")):
        return None
    if record.type == "conversion":
        return TEXT, record.block.read()
    if record.type != "response":
        return None
    message = body_of(record.block.read(), limit=MAX_BYTES)
    return (HTML, message.body) if b"<" in message.body[:1000] else None
