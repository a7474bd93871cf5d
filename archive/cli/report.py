"""`kalla report`: one file that tells a pair or an original whole, to hand on."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING

from archive.catalog.engine import reading
from archive.cli.pair import the_rendering
from archive.cli.printing import echo
from archive.export.report import report_html, report_on_pair, report_on_url
from archive.export.whole import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from archive.collection import Collection


def report(collection: Collection, which: str, output: Path | None) -> None:
    engine = collection.existing_catalog()
    with reading(engine) as conn:
        if which.startswith(("http://", "https://")):
            found = report_on_url(conn, collection.root, which)
        else:
            found = report_on_pair(conn, collection.root, the_rendering(engine, which).id)
    markup = report_html(found, made_at=datetime.now(UTC), software=f"Källa {version('kalla')}")
    if output is None:
        sys.stdout.write(markup)
    else:
        with whole_file(output) as unfinished:
            unfinished.write_text(markup, encoding="utf-8")
        echo(f"{output}: {found.title}")
