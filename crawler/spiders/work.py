"""What a spider has to do: renderings to import first, and then originals to fetch, a batch at a time."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archive.accession import imported_renderings
from archive.catalog.engine import writing
from archive.catalog.frontier import leased, uncaptured_citations
from archive.errors import UnreadableInput
from crawler.capture.recording import LEASE, PROBLEMS, recorder_for

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from scrapy.crawler import Crawler

    from archive.model import Original

logger = logging.getLogger(__name__)

BATCH = 20  # originals leased at once: few enough that two crawls share the work


def import_renderings(crawler: Crawler, path: Path) -> None:
    """Import a file or folder; each unreadable file is one line in the log, and the others go on."""
    recorder = recorder_for(crawler).recorder
    count = 0
    for found in imported_renderings(path, recorder):
        if isinstance(found, UnreadableInput):
            logger.error("%s", found)
            if crawler.stats is not None:
                crawler.stats.inc_value(PROBLEMS)
        else:
            count += 1
    logger.info("%d renderings read from %s", count, path)


def next_originals(
    crawler: Crawler, outlets: frozenset[str] | None, asked: AbstractSet[str]
) -> list[Original]:
    """The next originals that have no archived answer, leased to this crawl; `asked` are left out."""
    recorder = recorder_for(crawler)
    with writing(recorder.recorder.catalog) as conn:
        waiting = {
            original.url: original
            for original in uncaptured_citations(conn, outlets)
            if original.url not in asked
        }
        now = datetime.now(UTC)
        mine = leased(conn, waiting, worker=recorder.worker, now=now, lasting=LEASE, most=BATCH)
    return [waiting[url] for url in mine]
