"""vietnamnet.vn: the lead stands outside the body, a related article inside it; no page wants an archive."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.feed import news_sitemap, rss
from crawler.sampleweb.sites.markup import Fragments, Html
from crawler.sampleweb.sites.site import Site
from crawler.sampleweb.wire import Habits

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.sampleweb.sites.site import Posting

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
ROBOTS = """\
User-agent: *
Disallow: /tim-kiem
Disallow: /ajax/

Sitemap: https://vietnamnet.vn/sitemap-news.xml
"""


def _own_values(posting: Posting) -> dict[str, str]:
    at = posting.story.published_at
    return {
        "breadcrumb_time": f"{WEEKDAYS[at.weekday()]}, {at:%d/%m/%Y - %H:%M}",
        "published": f"{at:%d/%m/%Y %H:%M} (GMT+07:00)",
        "json_ld": _json_ld(posting),
    }


def _json_ld(posting: Posting) -> Html:
    published_at = posting.story.published_at
    data = {
        "@context": "http://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": posting.place.url},
        "headline": posting.telling.title_vi,
        "datePublished": _spaced(published_at),
        "dateModified": _spaced(posting.telling.modified_at or published_at),
        "author": [{"@type": "Person", "name": posting.story.author or "VietNamNet News"}],
        "publisher": {"@type": "Organization", "name": "Vietnamnet.vn"},
        "description": posting.telling.lead_vi,
    }
    return Html(json.dumps(data, ensure_ascii=False, indent=2).replace("</", "<\\/"))


def _spaced(moment: datetime) -> str:
    """The space before the offset is the site's own; datetime.fromisoformat refuses it."""
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000 +07:00"


SITE = Site(
    host="vietnamnet.vn",
    aliases=("www.vietnamnet.vn", "m.vietnamnet.vn", "amp.vietnamnet.vn"),
    habits=Habits(
        codings=("br", "gzip"),
        framing="chunked",
        headers=(("Server", "vnn-edge"), ("X-Cache", "MISS"), ("Cache-Control", "public, max-age=60")),
    ),
    robots=ROBOTS,
    fragments=Fragments(__file__),
    pictures="https://static-images.vnncdn.net/vps_images_publish/000001/000003/2025/",
    related_shown=1,
    own_values=_own_values,
    day_archive="/tin-tuc-24h",
    feeds={"/sitemap-news.xml": news_sitemap, "/rss/thoi-su.rss": rss},
)
