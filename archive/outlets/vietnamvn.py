"""Vietnam.vn, where the renderings are: one slug for all editions, one sitemap for each day since 2023."""

from __future__ import annotations

from archive.outlets.outlet import Aggregator

AGGREGATOR = Aggregator(
    name="vietnamvn",
    title="Vietnam.vn",
    host="www.vietnam.vn",
    aliases=("vietnam.vn",),
    rendering_path=r"(?:/(?P<lang>[a-z]{2}))?/(?P<slug>[\w-]+)/?",
    languages=("sv", "vi", "en", "ja", "ko", "fr", "de"),
    unprefixed_language="vi",
    delay=3.0,  # the sitemap answers 403 for a quarter of an hour to those who hurry
    sitemap_index="/sitemap.xml",
    day_sitemap="/sitemap/sitemap-post/%Y-%m-%d.xml",
    body="div.post-detail-body",
    author="meta[name=author]",
)
