"""nhandan.vn as "ePi" prints it: the author inside the body, and a modification before the publication."""

from __future__ import annotations

import json
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import news_sitemap, rss
from crawler.sampleweb.sites.markup import Fragments, Html
from crawler.sampleweb.sites.site import Site
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from crawler.sampleweb.sites.site import Posting

FRAGMENTS = Fragments(__file__)
LONGEST_LINK = 60
# The site prints a time in UTC with Vietnam's offset.
ZONE_BUG = timedelta(hours=7)


def _own_values(posting: Posting) -> dict[str, str]:
    at = posting.story.published_at
    return {
        "published": f"{at:%d/%m/%Y - %H:%M}",
        "datetime": f"{at:%Y-%m-%dT%H:%M:%S}+0700",
        "json_ld": _json_ld(posting),
    }


def _linked(words: str) -> Html:
    """Link some words at the paragraph's start to a tag, as the site does in running text."""
    clause, comma, rest = words.partition(",")
    first, space, linked = clause.partition(" ")
    if not comma or not space or len(linked) > LONGEST_LINK:
        return Html(escape(words))
    return Html(f"{escape(first)} {FRAGMENTS.fill('link', text=linked)},{escape(rest)}")


def _json_ld(posting: Posting) -> Html:
    published_at = posting.story.published_at
    modified_at = (posting.telling.modified_at or published_at + timedelta(minutes=2)) - ZONE_BUG
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": posting.telling.title_vi,
        "datePublished": f"{published_at:%Y-%m-%dT%H:%M:%S}+0700",
        "dateModified": f"{modified_at:%Y-%m-%dT%H:%M:%S}+0700",
        "author": {"@type": "Person", "name": "Báo Nhân Dân điện tử"},
        "mainEntityOfPage": posting.place.url,
    }
    return Html(json.dumps(data, ensure_ascii=False).replace("</", "<\\/"))


SITE = Site(
    host="nhandan.vn",
    aliases=("www.nhandan.vn", "m.nhandan.vn", "amp.nhandan.vn"),
    habits=Habits(
        codings=("gzip",),
        codes_unasked=True,
        framing="length",
        headers=(("Server", "ePi"), ("X-Frame-Options", "SAMEORIGIN"), ("X-XSS-Protection", "")),
        validators=("etag", "last-modified"),
    ),
    robots=None,
    fragments=FRAGMENTS,
    pictures="https://cdn.nhandan.vn/images/00000000000000000000000000000000/",
    related_shown=1,
    own_values=_own_values,
    inline=_linked,
    feeds={
        "/sitemaps/google-news.xml": news_sitemap,
        "/sitemaps/daily-news.xml": news_sitemap,
        "/rss/home.rss": rss,
    },
    feed_for_all=("/rss/", "/rss/home.rss"),
)
