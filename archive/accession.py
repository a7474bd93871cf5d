"""Takes in what a person brings: files of renderings become records, and rows in the catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.catalog.renderings import has_rendering
from archive.derive import derived_pairs
from archive.errors import UnreadableInput
from archive.rendering.files import renderings_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.model import Rendering
    from archive.recorder import Recorder


def imported_renderings(path: Path, recorder: Recorder) -> Iterator[Rendering | UnreadableInput]:
    """Import a file or every file of a folder; one that is in the archive already is not recorded twice.

    Each rendering comes out once it is kept. A file that cannot be read comes out as the error that names it,
    and the others go on.
    """
    for found in renderings_in(path):
        if isinstance(found, UnreadableInput):
            yield found
            continue
        rendering = found.rendering
        with reading(recorder.catalog) as conn:
            known = has_rendering(conn, rendering.id)
        if not known:
            recorder.rendering(
                rendering.id, content_type=found.content_type, body=found.body, source=found.source
            )
            for _ in derived_pairs(recorder.catalog, [rendering.id]):
                pass
        yield rendering
