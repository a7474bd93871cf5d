"""baohaiduong.vn, its successor baohaiphong.vn and an invented paper as "OneCMS" prints them.

A page has several main containers; the first one holds the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import news_sitemap
from crawler.sampleweb.sites.markup import Fragments
from crawler.sampleweb.sites.site import Site
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from crawler.sampleweb.sites.site import Posting

FRAGMENTS = Fragments(__file__)
PICTURES = "https://bhd.1cdn.vn/2025/"


def _own_values(posting: Posting) -> dict[str, str]:
    return {"published": f"{posting.story.published_at:%d/%m/%Y %H:%M}"}


HAIDUONG = Site(
    host="baohaiduong.vn",
    aliases=("www.baohaiduong.vn", "m.baohaiduong.vn", "amp.baohaiduong.vn"),
    habits=Habits(codings=("deflate", "gzip"), framing="close", headers=(("Server", "OneCMS"),)),
    robots="User-agent: *\nAllow: /\n",
    fragments=FRAGMENTS,
    pictures=PICTURES,
    related_shown=3,
    own_values=_own_values,
)
HAIPHONG = Site(
    host="baohaiphong.vn",
    aliases=("www.baohaiphong.vn", "m.baohaiphong.vn", "amp.baohaiphong.vn"),
    habits=Habits(
        codings=("zstd", "gzip"),
        framing="chunked",
        headers=(("server", "OneCMS"), ("x-onecms-node", "mau-02")),
    ),
    robots="User-agent: *\nDisallow: /tag/\nDisallow: /api/\n",
    fragments=FRAGMENTS,
    pictures=PICTURES,
    related_shown=3,
    own_values=_own_values,
    feeds={"/sitemap.xml": news_sitemap},
)
LACGIANG = Site(
    host="bao-lac-giang.example",
    aliases=("www.bao-lac-giang.example",),
    habits=Habits(codings=("gzip",), framing="length", headers=(("Server", "OneCMS"),)),
    robots="User-agent: *\nDisallow: /tag/\n",
    fragments=FRAGMENTS,
    pictures=PICTURES,
    related_shown=3,
    own_values=_own_values,
)
