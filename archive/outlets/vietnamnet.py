"""VietNamNet (vietnamnet.vn), on a system of its own: a related article stands inside the body."""

from __future__ import annotations

from archive.outlets.outlet import Layout, Outlet

OUTLET = Outlet(
    name="vietnamnet",
    title="VietNamNet",
    host="vietnamnet.vn",
    aliases=("www.vietnamnet.vn", "m.vietnamnet.vn", "amp.vietnamnet.vn"),
    foreign_paths=("/en/",),
    article_paths=(
        r"/[\w-]+-(?P<id>\d{6,7})\.html",
        r"/vn(?:/[\w-]+){1,3}/[\w-]+-(?P<id>\d{6})\.html",  # until about 2020
    ),
    delay=2.0,
    site_names=("VietNamNet", "VietNamNet News", "Báo VietNamNet", "Vietnamnet.vn"),
    sitemaps=("/sitemap-news.xml",),
    day_archive="/tin-tuc-24h?bydate=%d/%m/%Y-%d/%m/%Y&cate=000002",
    layouts=(
        Layout(
            # The full-bleed photo layout has the class without the id.
            container="#maincontent, div.maincontent",
            title="h1.content-detail-title",
            lead=".content-detail-sapo",
            published=".bread-crumb-detail__time, .publish-date",
            author=".article-detail-author__info .name a",
            drop=(
                "article.ck-cms-wiki-news-full, .article-relate, .related-news, .news-feature, "
                ".insert-wiki-content, table.vnn-quote, .banner-advertisement"
            ),
        ),
    ),
)
