"""Every fixture page gives exactly its expected article, and what stands around the article plays no part.

A fixture is a folder `tests/outlets/<outlet>/<id>` with `page.html` and `expected.json`. In a page, what lies
between the comments `outside` and `/outside` is not the article's.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.model import Page
from archive.outlets.registry import outlet_named
from archive.text.article import article_from_page

if TYPE_CHECKING:
    from archive.model import Article

FIXTURES = Path(__file__).resolve().parents[2] / "outlets"
FOLDERS = sorted(path.parent for path in FIXTURES.glob("*/*/page.html"))
OUTSIDE = re.compile(rb"(?<=<!-- outside -->).*?(?=<!-- /outside -->)", re.DOTALL)
OTHER_SURROUNDINGS = {
    "nothing": "",
    "other links": "<ul>" + '<li><a href="/khac-1.html">Một bài khác hẳn về mùa gặt</a></li>' * 40 + "</ul>",
    "another session": '<script>var phien = "a81c";</script><div data-session="a81c">Lượt xem: 1</div>',
    "much prose": "<p>" + "Đoạn giới thiệu dài của tòa soạn, không thuộc về bài nào cả. " * 200 + "</p>",
    "another article's head": (
        '<div class="list"><div class="story"><span class="format_time">08:15</span>'
        '<span class="format_date">11/03/2020</span><span class="block-sc-publish-time">1/1/2020</span>'
        '<time class="time" datetime="2020-01-01T00:00:00Z">1/1</time><i class="publish-date">2/1/2020</i>'
        '<div class="article__author"><p class="name">AI ĐÓ</p></div><b class="block-sc-author">Ai Đó</b>'
        '<div class="article-detail-author__info"><span class="name"><a href="/ai-do">Ai Đó</a></span></div>'
        '<div class="article__sapo">Tóm tắt khác</div><p class="block-sc-sapo">Tóm tắt khác</p></div></div>'
    ),
    "another article's box": "<div><h2>Bài khác</h2><p>Tóm tắt của một bài khác.</p></div>" * 3,
}
OTHER_METADATA = (
    b'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Chuyen noi xa",'
    b' "datePublished": "2020-01-01T00:00:00+07:00", "author": {"name": "Ai"}}</script>'
)


def _page(folder: Path, body: bytes) -> Page:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    return Page(
        record_id="urn:uuid:00000000-0000-4000-8000-000000000001",
        url=expected["url"],
        captured_at=datetime.fromisoformat(expected["captured_at"]),
        status=200,
        content_type="text/html",
        body=body,
    )


def _article(folder: Path, body: bytes) -> Article:
    return article_from_page(_page(folder, body), outlet_named(folder.parent.name))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_a_fixture_page_gives_exactly_its_expected_article(folder: Path) -> None:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    del expected["url"], expected["captured_at"]
    article = asdict(_article(folder, (folder / "page.html").read_bytes()))
    article["published_at"] = article["published_at"] and f"{article['published_at'].astimezone(UTC):%FT%TZ}"
    article["authors"] = list(article["authors"])
    article["blocks"] = list(article["blocks"])
    assert {name: article[name] for name in expected} == expected


@pytest.mark.parametrize("surroundings", OTHER_SURROUNDINGS.values(), ids=OTHER_SURROUNDINGS.keys())
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_what_lies_outside_the_article_changes_nothing(folder: Path, surroundings: str) -> None:
    body = (folder / "page.html").read_bytes()
    changed, places = OUTSIDE.subn(surroundings.encode(), body)
    assert places
    assert _article(folder, changed) == _article(folder, body)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}")
def test_what_a_page_states_of_another_article_changes_nothing(folder: Path) -> None:
    body = (folder / "page.html").read_bytes()
    alone = _article(folder, body)
    if alone.title is None:
        pytest.skip("not an article's page")
    assert _article(folder, body.replace(b"</head>", OTHER_METADATA + b"</head>")) == alone
    assert _article(folder, body.replace(b"<head>", b"<head>" + OTHER_METADATA)) == alone
