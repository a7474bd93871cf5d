"""Báo Hải Dương (baohaiduong.vn), on OneCMS; merged into Báo Hải Phòng with its province in July 2025."""

from __future__ import annotations

from archive.outlets.outlet import Layout, Outlet

OUTLET = Outlet(
    name="baohaiduong",
    title="Báo Hải Dương",
    host="baohaiduong.vn",
    aliases=("www.baohaiduong.vn", "m.baohaiduong.vn", "amp.baohaiduong.vn"),
    successors=("baohaiphong.vn", "www.baohaiphong.vn"),
    foreign_paths=("/en/",),
    article_paths=(
        r"/[\w-]+-(?P<id>\d{5,7})\.html",
        r"/[\w-]+/[\w-]+-(?P<id>\d{5,7})",  # older addresses: a section and no suffix
    ),
    delay=5.0,  # a weak server by all accounts
    site_names=("Báo Hải Dương", "Báo Hải Dương điện tử", "Báo Hải Phòng"),
    layouts=(
        Layout(
            container="div.b-maincontent",
            # Lists of other articles have the class as well, and are all that a removed article's page has.
            elsewhere="aside, footer, header, nav, [class*=related], .sidebar",
            title="h1.block-sc-title",
            lead="p.block-sc-sapo, div.block-sc-sapo",
            published="span.block-sc-publish-time",
            author=".block-sc-author",
            byline="p.author, p.block-sc-author",
            drop=".c-widget-tags, .c-news-detail-related, .b-related, .c-box-related, article.related",
        ),
    ),
)
