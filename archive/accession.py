"""Takes in what a person brings: files of renderings become records, and rows in the catalog."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from archive.catalog.engine import reading, writing
from archive.catalog.renderings import has_rendering_record
from archive.derive.pairs import put_current_pair
from archive.errors import BrokenRecord, UnreadableInput
from archive.http1.head import HEAD_LIMIT, NotHttp, ResponseHead, parse_response_head
from archive.http1.message import body_of
from archive.indexing import index_record
from archive.rendering.decoding import MAX_BYTES, media_type_of
from archive.rendering.files import RenderingInput, WebArchiveInput, renderings_in
from archive.rendering.record import HTML, TEXT, rendering_from_record
from archive.warc.digests import digest_of
from archive.warc.reader import iter_records
from archive.warc.records import written_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Rendering
    from archive.recorder import Recorder
    from archive.warc.captures import Kept
    from archive.warc.reader import Record

BATCH = 100  # renderings to a transaction
TOO_BIG = f"is larger than {MAX_BYTES // 10**6} MB unpacked, as no article is: leave it out"


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
            found = _rendering_in(record, archive)
            if found is not None:
                yield found
    except BrokenRecord as broken:
        yield UnreadableInput(archive.source, f"is damaged at byte {broken.offset}: {broken.reason}")


def _rendering_in(record: Record, archive: WebArchiveInput) -> RenderingInput | UnreadableInput | None:
    # As the record's head will have it, so that it reads the same when the catalog is made again.
    source = written_value(f"{archive.source}#{record.target_uri}")
    try:
        page = _page_in(record, source)
        if page is None:
            return None
        content_type, body = page
        rendering = rendering_from_record(content_type, body, source=source)
    except NotHttp as error:
        return UnreadableInput(archive.source, f"has no response at byte {record.offset}: {error}")
    except UnreadableInput as unreadable:
        return unreadable
    return RenderingInput(source=source, content_type=content_type, body=body, rendering=rendering)


def _page_in(record: Record, source: str) -> tuple[str, bytes] | None:
    """Media type and body of a record that may hold a rendering: an HTML response, or a WET conversion.

    Raises NotHttp where a response is none, and UnreadableInput where it is too big to be an article's page.
    """
    is_page = record.target_uri.startswith(("http:", "https:"))
    if is_page and record.type == "conversion":
        if record.content_length > MAX_BYTES:
            raise UnreadableInput(source, TOO_BIG)
        return TEXT, record.block.read()
    return _html_in(record, source) if is_page and record.type == "response" else None


def _html_in(record: Record, source: str) -> tuple[str, bytes] | None:
    if record.content_length > MAX_BYTES:
        # Films and archives of any size lie beside the pages, and nobody waits for their text.
        if _is_html(parse_response_head(record.block.read(HEAD_LIMIT))):
            raise UnreadableInput(source, TOO_BIG)
        return None
    message = body_of(record.block.read(), limit=MAX_BYTES)
    if b"<" not in message.body[:1000]:
        return None
    if message.overlong:
        raise UnreadableInput(source, TOO_BIG)
    return HTML, message.body


def _is_html(head: ResponseHead) -> bool:
    return any(media_type_of(value.decode("latin-1")) == HTML for value in head.values(b"content-type"))
