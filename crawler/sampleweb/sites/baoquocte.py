"""baoquocte.vn as "MasterCMS" prints it: photos are tables, the author stands below the body's container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import rss
from crawler.sampleweb.sites.markup import Fragments
from crawler.sampleweb.sites.site import Site
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from crawler.sampleweb.sites.site import Posting

ROBOTS = """\
User-agent: *
Crawl-delay: 1
Disallow: /apicenter@/
"""


def _own_values(posting: Posting) -> dict[str, str]:
    return {"published": f"{posting.story.published_at:%d/%m/%Y %H:%M}"}


SITE = Site(
    host="baoquocte.vn",
    aliases=("www.baoquocte.vn", "m.baoquocte.vn", "amp.baoquocte.vn"),
    habits=Habits(
        codings=("gzip",),
        framing="length",
        headers=(
            ("server", "nginx"),
            ("X-powered-by", "MasterCMS"),
            ("Set-Cookie", "PHPSESSID=sample; path=/"),
            ("Set-Cookie", "__mb=1; path=/; HttpOnly"),
            ("Cache-Control", "no-cache"),
        ),
        validators=("last-modified",),
    ),
    robots=ROBOTS,
    fragments=Fragments(__file__),
    pictures="https://baoquocte.vn/stores/news_dataimages/sample/",
    related_shown=2,
    own_values=_own_values,
    feeds={"/rss_feed/": rss},
)
