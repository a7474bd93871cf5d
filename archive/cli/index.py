"""`kalla index`: a CDXJ index of the archive, as pywb and others read it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from archive.cli.printing import echo
from archive.export.whole import whole_file
from archive.warc.index import write_cdxj
from archive.warc.places import closed_warcs
from archive.warc.web_archives import warcs_inside

if TYPE_CHECKING:
    from pathlib import Path

    from archive.collection import Collection


def index(collection: Collection, files: tuple[Path, ...], output: Path | None) -> int:
    warcs = [warc for path in files for warc in warcs_inside(path)] or closed_warcs(collection.root)
    if output is None:
        damage = write_cdxj(warcs, sys.stdout.buffer)
    else:
        with whole_file(output) as unfinished, unfinished.open("wb") as out:
            damage = write_cdxj(warcs, out)
    for error in damage:
        echo(f"kalla: {error}", err=True)
    return 1 if damage else 0
