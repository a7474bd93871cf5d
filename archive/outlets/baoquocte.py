"""Báo Thế giới và Việt Nam (baoquocte.vn), on MasterCMS: photos are tables, ids are flat numbers."""

from __future__ import annotations

from archive.outlets.outlet import AGENCY_CREDITS, SITE_LINES, Layout, Outlet

OUTLET = Outlet(
    name="baoquocte",
    title="Báo Thế giới và Việt Nam",
    host="baoquocte.vn",
    aliases=("www.baoquocte.vn", "m.baoquocte.vn", "amp.baoquocte.vn"),
    foreign_hosts=("en.baoquocte.vn",),
    article_paths=(r"/[\w-]+-(?P<id>\d{5,7})\.html",),
    delay=3.0,
    site_names=("Báo Quốc Tế", "Báo Thế giới và Việt Nam", "Báo Thế giới & Việt Nam", "TGVN", "baoquocte.vn"),
    feeds=("/rss_feed/",),
    layouts=(
        Layout(
            container="#__MB_MASTERCMS_EL_3",
            title="h1.article-detail-title",
            lead="div.article-detail-desc",
            published="span.format_time, span.format_date",
            author="#__MB_MASTERCMS_EL_3 + p[align=right], .article-detail-author",
            # A photo is a table of two rows: the picture, then the caption. The class is on text boxes too.
            caption="figcaption, table.MASTERCMS_TPL_TABLE:has(img) td:not(:has(p ~ p))",
            byline='p[align="right"]:last-of-type, p[style*="text-align: right"]:last-of-type',
            drop="table.__MB_ARTICLE_A, .__MB_ARTICLE_A, .article-detail-related",
            bylines=AGENCY_CREDITS,
            furniture=(*SITE_LINES, r"Theo dõi (?:Baoquocte\.vn|TGVN) trên.*"),
        ),
    ),
)
