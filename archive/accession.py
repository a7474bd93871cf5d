"""Takes in what a person brings: files of renderings become records, and rows in the catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import reading, writing
from archive.catalog.pairs import renderings_unpaired
from archive.catalog.renderings import RenderingRecord, digests_kept
from archive.derive.first_pairs import put_first_pairs
from archive.derive.pairs import put_current_pair
from archive.indexing import index_renderings
from archive.rendering.files import RenderingInput, WebArchiveInput, renderings_in
from archive.rendering.meter import untold
from archive.warc.digests import digest_of
from archive.warc.renderings import renderings_of_web_archive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archive.errors import UnreadableInput
    from archive.model import Rendering
    from archive.recorder import Recorder
    from archive.rendering.meter import Told

# What is recorded, brought to the disk and indexed together: as much as may be read twice after a power cut.
BATCH, BATCH_BYTES = 250, 8_000_000


def imported_renderings(
    path: Path, recorder: Recorder, *, told: Told = untold
) -> Iterator[Rendering | UnreadableInput]:
    """Import a file or every file of a folder; what is in the archive already is not recorded twice.

    Each rendering comes out once its record is on the disk and it has its row and its pair. A file that
    cannot be read comes out as the error that names it, and the others go on. `told` hears how many more
    bytes of the files were read; whatever it raises ends the import, with nothing half done.
    """
    for batch in _batches(_inputs(path, told)):
        _keep([found for found in batch if isinstance(found, RenderingInput)], recorder)
        yield from (found.rendering if isinstance(found, RenderingInput) else found for found in batch)


def _inputs(path: Path, told: Told) -> Iterator[RenderingInput | UnreadableInput]:
    for found in renderings_in(path, told=told):
        if isinstance(found, WebArchiveInput):
            yield from renderings_of_web_archive(found, told=told)
        else:
            yield found


def _batches(
    inputs: Iterable[RenderingInput | UnreadableInput],
) -> Iterator[list[RenderingInput | UnreadableInput]]:
    batch: list[RenderingInput | UnreadableInput] = []
    size = 0
    for found in inputs:
        batch.append(found)
        size += len(found.body) if isinstance(found, RenderingInput) else 0
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _keep(inputs: list[RenderingInput], recorder: Recorder) -> None:
    """Records first, then all their rows in one transaction."""
    ids = {found.rendering.id for found in inputs}
    with reading(recorder.catalog) as conn:
        kept = digests_kept(conn, ids)
        # A killed import leaves records that were given their rows since, and no pairs.
        unpaired = renderings_unpaired(conn, ids & {rendering_id for rendering_id, _ in kept})
    records = []
    for found in inputs:
        digest = digest_of(found.body)
        if (found.rendering.id, digest) not in kept:
            kept.add((found.rendering.id, digest))
            records.append(_recorded(found, digest, recorder))
    if not (records or unpaired):
        return
    recorder.sync()
    with writing(recorder.catalog) as conn:
        put_first_pairs(conn, index_renderings(conn, records))
        for rendering_id in unpaired:
            put_current_pair(conn, rendering_id)


def _recorded(found: RenderingInput, digest: str, recorder: Recorder) -> RenderingRecord:
    record = recorder.rendering(
        found.rendering.id, content_type=found.content_type, body=found.body, source=found.source
    )
    return RenderingRecord(rendering=found.rendering, record_id=record.record_id, at=record.at, digest=digest)
