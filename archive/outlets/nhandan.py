"""Nhân Dân (nhandan.vn), on ePi: the author stands inside the body, each language has a host of its own."""

from __future__ import annotations

from datetime import date

from archive.outlets.outlet import Layout, Outlet

OUTLET = Outlet(
    name="nhandan",
    title="Nhân Dân",
    host="nhandan.vn",
    aliases=("www.nhandan.vn", "m.nhandan.vn", "amp.nhandan.vn"),
    foreign_hosts=(
        "en.nhandan.vn",
        "cn.nhandan.vn",
        "fr.nhandan.vn",
        "ru.nhandan.vn",
        "kr.nhandan.vn",
        "es.nhandan.vn",
    ),
    article_paths=(
        r"(?:/[\w-]+)?/[\w-]+-post(?P<id>\d{5,7})\.html",
        r"/[\w-]+/[\w-]+-(?P<id>\d{5,6})/",  # the system before, seen until January 2022
    ),
    delay=2.0,
    site_names=("Nhân Dân", "Báo Nhân Dân", "Báo Nhân Dân điện tử", "nhandan.vn"),
    sitemaps=("/sitemaps/google-news.xml", "/sitemaps/daily-news.xml"),
    feeds=("/rss/thegioi-1231.rss",),
    layouts=(
        Layout(
            container="div.detail-content-body",
            title="h1.box-title-detail",
            lead="div.box-des-detail",
            published="div.box-date",
            author="div.box-author",
            drop="div.box-related, .banner",
            until=date(2022, 5, 1),  # the month is a guess: the old pages were last seen in January 2022
        ),
        Layout(
            container="div.article__body[itemprop=articleBody], div.article__body.cms-body",
            title="h1.article__title",
            lead="div.article__sapo",
            published="time.time",
            author="div.article__author .name, div.article__author.cms-author",
            byline="div.article__author",
            drop="div.sda_middle, .rennab, .banner, article.story, .article-relate, .related-news",
        ),
    ),
)
