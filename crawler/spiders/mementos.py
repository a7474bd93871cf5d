"""Originals that are gone, looked for in a web archive and taken from it in their raw form.

The archive is asked once for each, at its own pace: what it listed is a capture like all others.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from archive.catalog.engine import reading, writing
from archive.catalog.frontier import is_settled
from archive.catalog.gone import gone_originals
from archive.catalog.renderings import rendering_with_id, renderings_citing
from archive.derive.pages import derived_text
from archive.outlets.web_archive import archived_addresses, web_archive
from archive.text.worker import ExtractionPool
from archive.vietnam import start_of_day
from crawler.capture.recording import recorder_for
from crawler.items import original_item
from crawler.spiders.asking import answer_to

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from scrapy.crawler import Crawler

    from archive.derive.pages import Extractor
    from archive.model import Capture, Original
    from archive.outlets.mementos import Memento
    from archive.outlets.web_archive import WebArchive
    from crawler.items import OriginalItem
    from crawler.spiders.work import Outlets

logger = logging.getLogger(__name__)

TRIES = 3  # captures of one original: one may be of a page that said the article was gone


async def found_mementos(crawler: Crawler, outlets: Outlets) -> AsyncIterator[OriginalItem]:
    """The originals that are gone, as the web archive has them."""
    archive = web_archive(crawler.settings["KALLA_MEMENTO"])
    if archive is None:
        return
    gone = await asyncio.to_thread(_gone, crawler, outlets)
    time_limit = crawler.settings.getfloat("KALLA_EXTRACTION_SECONDS")
    with ExtractionPool(time_limit=time_limit) as pool:
        for original in gone:
            if not await asyncio.to_thread(lease_lookup, crawler, archive, original):
                continue
            if capture := await _memento(crawler, archive, original, pool.article):
                yield original_item(capture, cited_url=original.url, outlet=original.outlet)


def lease_lookup(crawler: Crawler, archive: WebArchive, original: Original) -> bool:
    """Whether the archive was not asked for this original yet, and no other crawl is asking."""
    recorder = recorder_for(crawler)
    with writing(recorder.catalog) as conn:
        if all(is_settled(conn, index) for index in _indexes(archive, original)):
            return False
        return bool(recorder.leased(conn, [f"memento:{original.url}"]))


def _gone(crawler: Crawler, outlets: Outlets) -> list[Original]:
    with reading(recorder_for(crawler).catalog) as conn:
        return gone_originals(conn, outlets)


async def _memento(
    crawler: Crawler, archive: WebArchive, original: Original, extract: Extractor
) -> Capture | None:
    """The capture of a memento with a text, of those closest to the rendering."""
    found: list[Memento] = []
    for index in _indexes(archive, original):
        response = await answer_to(crawler, index)
        found += archive.listed(response.body) if response and response.status == HTTPStatus.OK else []
    logger.info("%s is gone; %s has %d captures", original.url, archive.host, len(found))
    recorder = recorder_for(crawler)
    at = await asyncio.to_thread(rendered_at, crawler, original)
    for memento in _closest(found, at)[:TRIES]:
        answer = await answer_to(crawler, memento.url)
        if answer is None or answer.status != HTTPStatus.OK:
            continue
        capture: Capture = answer.meta["capture"]
        collection, catalog = recorder.collection, recorder.catalog
        article = await asyncio.to_thread(derived_text, collection, catalog, capture, extract)
        if article.blocks:
            return capture
    return None


def _indexes(archive: WebArchive, original: Original) -> list[str]:
    return [archive.index_url(url) for url in archived_addresses(original)]


def _closest(found: Sequence[Memento], at: datetime | None) -> list[Memento]:
    """The closest in time first; where no time is known the oldest: pages are archived while they are new."""
    return sorted(found, key=lambda memento: abs(memento.at - (at or datetime.min.replace(tzinfo=UTC))))


def rendered_at(crawler: Crawler, original: Original) -> datetime | None:
    """The day of the first rendering that cites the original; None where none is dated."""
    with reading(recorder_for(crawler).catalog) as conn:
        citing = [rendering_with_id(conn, one) for one in renderings_citing(conn, original.url)]
    days = [one.published_on for one in citing if one and one.published_on]
    return start_of_day(min(days)) if days else None
