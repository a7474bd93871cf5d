"""RSS feeds and sitemaps, which all the hosts print alike."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.markup import Fragments, Html, joined
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.sampleweb.sites.site import Posting

FRAGMENTS = Fragments(__file__)


def rss(postings: Sequence[Posting]) -> Reply:
    items = joined(
        FRAGMENTS.fill(
            "rss_item",
            title=posting.telling.title_vi,
            lead=posting.telling.lead_vi,
            url=posting.place.url,
            at=format_datetime(posting.story.published_at),
        )
        for posting in postings
    )
    return _document("rss", items, content_type="application/rss+xml; charset=utf-8")


def news_sitemap(postings: Sequence[Posting]) -> Reply:
    entries = joined(
        FRAGMENTS.fill(
            "news_url",
            title=posting.telling.title_vi,
            url=posting.place.url,
            at=posting.story.published_at.isoformat(),
        )
        for posting in postings
    )
    return _document("news_sitemap", entries)


def sitemap(entries: Iterable[tuple[str, str]]) -> Reply:
    """Return a sitemap of addresses and the times of their last changes."""
    return _document("sitemap", joined(FRAGMENTS.fill("url", url=url, at=at) for url, at in entries))


def sitemap_index(addresses: Iterable[str]) -> Reply:
    return _document("sitemap_index", joined(FRAGMENTS.fill("sitemap_entry", url=url) for url in addresses))


def _document(fragment: str, items: Html, content_type: str = "application/xml") -> Reply:
    body = FRAGMENTS.fill(fragment, items=items)
    return Reply(status=200, body=body.encode(), content_type=content_type)
