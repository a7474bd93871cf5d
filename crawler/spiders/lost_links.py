"""Looks for the originals of renderings whose link is lost, within a bounded number of requests for each.

Where the text came from a page that still has the link, the link itself is found. Otherwise articles are
proposed, with what speaks for them, or none is, with the reason: a person confirms.
"""

from __future__ import annotations

import asyncio
import logging
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from archive.catalog.engine import reading, writing
from archive.catalog.renderings import cited_of, first_record_of, rendering_with_id
from archive.catalog.statements import renderings_to_search
from archive.derive.finding import considered_in_collection, outline_waiting_texts
from archive.derive.learning import learned_in
from archive.derive.pairs import derived_pairs
from archive.indexing import original_named
from archive.model import Search
from archive.outlets.editions import edition_at
from archive.outlets.registry import all_outlets
from archive.outlets.vietnamvn import AGGREGATOR
from archive.pairing.pair import pair_of
from archive.pairing.proposals import Considered, proposals
from archive.pairing.publication_days import publication_days
from archive.pairing.slugs import is_same_slug, ranked_slugs, slug_of
from archive.text.worker import ExtractionPool
from crawler.capture.recording import recorder_for
from crawler.spiders.inquiry import Inquiry
from crawler.spiders.work import lease_source

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from datetime import date

    from scrapy.crawler import Crawler
    from sqlalchemy import Engine

    from archive.model import Article, Candidate, Original, Pair, Rendering
    from archive.outlets.editions import Edition
    from archive.outlets.outlet import Outlet
    from crawler.capture.recording import CrawlRecorder
    from crawler.spiders.work import Outlets

logger = logging.getLogger(__name__)

REQUESTS = 12  # for one rendering; a listing that an earlier search has read is not asked for again
ARTICLES = 3  # of these, kept for candidates
PAGES = 2  # of these, for pages of a year at the aggregator that may hold the same text


async def searched_links(
    crawler: Crawler, outlets: Outlets, among: frozenset[str] | None = None
) -> AsyncIterator[Original]:
    """Search for every translation's lost link, or for some renderings'; gives the sources that were found.

    `outlets` are those whose originals are fetched.
    """
    unsearched = await asyncio.to_thread(_unsearched, crawler)
    lost = [one for one in unsearched if among is None or one in among]
    listed: dict[str, list[str]] = {}
    time_limit = crawler.settings.getfloat("KALLA_EXTRACTION_SECONDS")
    with ExtractionPool(time_limit=time_limit) as pool:
        for rendering_id in lost:
            rendering = await asyncio.to_thread(_leased, crawler, rendering_id)
            if rendering is None or (among is None and rendering.lang == AGGREGATOR.unprefixed_language):
                continue  # a Vietnamese page was read for the sake of its translation
            inquiry = Inquiry(crawler=crawler, extract=pool.article, listed=listed, left=REQUESTS)
            await _searched(inquiry, rendering)
            if source := await asyncio.to_thread(lease_source, crawler, rendering, outlets):
                yield source


def lost_in_edition(crawler: Crawler, lang: str) -> set[str]:
    """The renderings in a language whose lost link no earlier run has searched for."""
    with reading(recorder_for(crawler).catalog) as conn:
        found = [rendering_with_id(conn, one) for one in list(renderings_to_search(conn))]
    return {one.id for one in found if one and one.lang == lang}


def _unsearched(crawler: Crawler) -> list[str]:
    with reading(recorder_for(crawler).catalog) as conn:
        return list(renderings_to_search(conn))


def _leased(crawler: Crawler, rendering_id: str) -> Rendering | None:
    """The rendering, unless another crawl is searching for its link."""
    recorder = recorder_for(crawler)
    with writing(recorder.catalog) as conn:
        mine = recorder.leased(conn, [f"search:{rendering_id}"])
        return rendering_with_id(conn, rendering_id) if mine else None


async def _searched(inquiry: Inquiry, rendering: Rendering) -> None:
    """Search, and keep what it came to; a link that was found needs no statement, for its page tells it."""
    recorder = recorder_for(inquiry.crawler)
    today = recorder.now().date()
    edition = edition_at(rendering.source) or await _edition_listed(inquiry, rendering, today)
    with reading(recorder.catalog) as conn:
        if any(cited_of(conn, rendering.id)):
            logger.info("the link of %s is found at %s", rendering.id, edition.url if edition else "its page")
            return
        rendering = rendering_with_id(conn, rendering.id) or rendering  # its page tells date and publisher
    days = publication_days(rendering, today)
    considered = await _cited_in_vietnamese(inquiry, rendering, edition) if edition else []
    if not considered:
        considered = await asyncio.to_thread(_in_collection, recorder.catalog, rendering)
        if not proposals(considered)[0]:
            listed = [one async for one in _listed(inquiry, rendering, days, edition)]
            urls = {one.url for one in listed}
            considered = [*listed, *(one for one in considered if one.url not in urls)]
    found, abstained = proposals(considered)
    if inquiry.unheard and not found:
        logger.warning("%d listings could not be read: %s is searched again", inquiry.unheard, rendering.id)
        return
    if not considered and not days:
        abstained = "no date tells where to look for it"
    _keep(recorder, rendering, found, abstained)
    for pair in await asyncio.to_thread(list, derived_pairs(recorder.catalog, [rendering.id])):
        logger.info("%s: %s", pair.rendering_id, pair.evidence["reasons"])


def _keep(
    recorder: CrawlRecorder, rendering: Rendering, found: tuple[Candidate, ...], abstained: str | None
) -> None:
    with reading(recorder.catalog) as conn:
        record = first_record_of(conn, rendering.id)
    search = Search(
        rendering_id=rendering.id,
        rendering_record=record,
        at=recorder.now(),
        candidates=found,
        abstained=abstained,
    )
    recorder.statement(search)


def _in_collection(catalog: Engine, rendering: Rendering) -> list[Considered]:
    """The articles that were fetched already and hold the rendering best; nothing is asked for them."""
    outline_waiting_texts(catalog)
    with reading(catalog) as conn:
        return considered_in_collection(conn, rendering)


async def _edition_listed(inquiry: Inquiry, rendering: Rendering, today: date) -> Edition | None:
    """The article at the aggregator that has the rendering's text, found by the sitemaps of likely days."""
    texts = [block.text for block in rendering.blocks]
    for _, days in groupby(publication_days(rendering, today), key=attrgetter("year")):
        maps = [f"https://{AGGREGATOR.host}{day:{AGGREGATOR.day_sitemap}}" for day in days]
        listed = [edition_at(url) for one in maps for url in await inquiry.urls_at(one)]
        pages = (edition.in_language(rendering.lang).url for edition in listed if edition)
        for url, _ in ranked_slugs(pages, texts, rendering.lang)[:PAGES]:
            page = await inquiry.rendering_at(url)
            if page and _share_text(page, rendering):
                return edition_at(url)
    return None


def _share_text(one: Rendering, other: Rendering) -> bool:
    """Whether two renderings are one article's: copies lose captions and leads."""
    ours, theirs = ({block.text for block in rendering.blocks} for rendering in (one, other))
    return 2 * len(ours & theirs) >= min(len(ours), len(theirs))


async def _cited_in_vietnamese(inquiry: Inquiry, rendering: Rendering, edition: Edition) -> list[Considered]:
    """The source that the Vietnamese edition of the same article names, if it names one."""
    vietnamese = await inquiry.rendering_at(edition.in_language(AGGREGATOR.unprefixed_language).url)
    citation = vietnamese.citation if vietnamese else None
    original = original_named(citation.url) if citation and citation.url else None
    if original is None:
        return []
    route = "the Vietnamese edition cites it"
    return [await _considered(inquiry, rendering, original.url, route, cited=True)]


async def _listed(
    inquiry: Inquiry, rendering: Rendering, days: Sequence[date], edition: Edition | None
) -> AsyncIterator[Considered]:
    """The few articles that outlets list around these days and whose slugs speak for them most."""
    urls: dict[str, None] = {}
    for url in _listing_urls(rendering.publisher, days):
        if inquiry.left <= ARTICLES and url not in inquiry.listed:
            continue
        named = (original_named(found) for found in await inquiry.urls_at(url))
        urls |= dict.fromkeys(original.url for original in named if original)
    texts = [block.text for block in rendering.blocks]
    same = [url for url in urls if edition and is_same_slug(slug_of(url), edition.slug)]
    by_words = [url for url, _ in ranked_slugs(urls, texts, rendering.lang) if url not in same]
    for url in (*same, *by_words)[:ARTICLES]:
        route = "its address has the slug of the rendering's" if url in same else "its address names the same"
        yield await _considered(inquiry, rendering, url, route)


def _listing_urls(publisher: str | None, days: Sequence[date]) -> Iterator[str]:
    """Where outlets list what they published lately or on these days, the rendering's own outlet first."""
    for outlet in sorted(all_outlets(), key=lambda outlet: not _publishes_as(outlet, publisher)):
        archives = [f"{day:{outlet.day_archive}}" for day in days] if outlet.day_archive else []
        for path in (*archives, *outlet.sitemaps, *outlet.feeds):
            yield f"https://{outlet.host}{path}"


def _publishes_as(outlet: Outlet, publisher: str | None) -> bool:
    return publisher is not None and publisher in {outlet.title, *outlet.site_names}


async def _considered(
    inquiry: Inquiry, rendering: Rendering, url: str, route: str, *, cited: bool = False
) -> Considered:
    article = await inquiry.article_at(url)
    pair = await asyncio.to_thread(_pair, inquiry.crawler, rendering, article, url) if article else None
    return Considered(url=url, route=route, article=article, pair=pair, cited=cited)


def _pair(crawler: Crawler, rendering: Rendering, article: Article, url: str) -> Pair:
    with reading(recorder_for(crawler).catalog) as conn:
        learned = learned_in(conn)
    return pair_of(rendering, article, url=url, learned=learned)
