"""What a spider has to do: renderings to import first, and then originals to fetch, a batch at a time."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from archive.accession import imported_renderings
from archive.catalog.engine import reading, writing
from archive.catalog.frontier import is_settled, uncaptured_citations
from archive.catalog.renderings import cited_of, original_with_url
from archive.derive.checks import derived_checks, derived_leftovers
from archive.derive.pages import derived_rendering, derived_texts, page_of
from archive.derive.pairs import derived_pairs
from archive.errors import UnreadableInput
from archive.text.worker import ExtractionPool
from crawler.capture.recording import PROBLEMS, recorder_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from scrapy.crawler import Crawler
    from sqlalchemy import Connection

    from archive.model import Article, Capture, Original, Rendering
    from crawler.capture.recording import CrawlRecorder

logger = logging.getLogger(__name__)

Outlets = frozenset[str] | None  # names of those whose originals are fetched; None means any public host

BATCH = 20  # pages leased at once: few enough that two crawls share the work


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


def derive_leftovers(crawler: Crawler) -> None:
    """Extract and pair what an earlier run captured and was killed before it could derive."""
    recorder = recorder_for(crawler)
    catalog = recorder.catalog
    with ExtractionPool(time_limit=crawler.settings.getfloat("KALLA_EXTRACTION_SECONDS")) as pool:
        found = list(derived_texts(recorder.collection, catalog, pool.article))
    if found:
        logger.info("%d texts of an earlier run extracted", len(found))
        for _ in (*derived_checks(recorder.collection, catalog), *derived_pairs(catalog)):
            pass
    derived_leftovers(recorder.collection, catalog)


def unsettled_originals(crawler: Crawler, outlets: Outlets) -> list[Original]:
    """The originals that have no archived answer yet."""
    with reading(recorder_for(crawler).catalog) as conn:
        return uncaptured_citations(conn, outlets)


def lease_originals(crawler: Crawler, wanted: Iterable[Original]) -> list[Original]:
    """Those that still have no archived answer and that no other crawl is at; they are leased to this one."""
    recorder = recorder_for(crawler)
    with writing(recorder.catalog) as conn:
        free = {original.url: original for original in wanted if not is_settled(conn, original.url)}
        return [free[url] for url in recorder.leased(conn, free)]


def read_rendering(crawler: Crawler, capture: Capture) -> tuple[Article, Rendering | None]:
    """What a captured page of the aggregator holds, its rendering paired."""
    recorder = recorder_for(crawler)
    catalog = recorder.catalog
    article, rendering = derived_rendering(catalog, capture, page_of(recorder.collection, catalog, capture))
    if rendering:
        for _ in derived_pairs(catalog, [rendering.id]):
            pass
    return article, rendering


def lease_source(crawler: Crawler, rendering: Rendering, outlets: Outlets) -> Original | None:
    """The original that a rendering cites, if it has no archived answer and no other crawl is at it."""
    recorder = recorder_for(crawler)
    with writing(recorder.catalog) as conn:
        url, _ = cited_of(conn, rendering.id)
        original = original_with_url(conn, url) if url else None
        if original is None or (outlets is not None and original.outlet not in outlets):
            return None
        return original if _lease_unsettled(conn, recorder, original.url) else None


def lease_rendering(crawler: Crawler, url: str) -> bool:
    """Whether the rendering at this URL is new, and no other crawl is at it."""
    recorder = recorder_for(crawler)
    with writing(recorder.catalog) as conn:
        return _lease_unsettled(conn, recorder, url)


def _lease_unsettled(conn: Connection, recorder: CrawlRecorder, url: str) -> bool:
    return not is_settled(conn, url) and bool(recorder.leased(conn, [url]))
