"""RSS feeds and news sitemaps, which the outlets print alike."""

from __future__ import annotations

from email.utils import format_datetime
from typing import TYPE_CHECKING

from crawler.sampleweb.sites.site import text
from crawler.sampleweb.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.sampleweb.sites.site import Posting


def rss(postings: Sequence[Posting]) -> Reply:
    items = "\n".join(
        f"<item><title>{text(post.title)}</title><link>{post.place.url}</link>"
        f"<description><![CDATA[{post.telling.lead_vi}]]></description>"
        f"<pubDate>{format_datetime(post.story.published_at)}</pubDate></item>"
        for post in postings
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>\n'
        f"<title>RSS</title>\n{items}\n</channel></rss>\n"
    )
    return Reply(status=200, body=body.encode(), content_type="application/rss+xml; charset=utf-8")


def news_sitemap(postings: Sequence[Posting]) -> Reply:
    urls = "\n".join(
        f"<url><loc>{post.place.url}</loc><news:news><news:publication><news:name>Mẫu</news:name>"
        "<news:language>vi</news:language></news:publication>"
        f"<news:publication_date>{post.story.published_at.isoformat()}</news:publication_date>"
        f"<news:title>{text(post.title)}</news:title></news:news></url>"
        for post in postings
    )
    return xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}\n</urlset>'
    )


def xml(content: str) -> Reply:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n{content}\n'
    return Reply(status=200, body=body.encode(), content_type="application/xml")
