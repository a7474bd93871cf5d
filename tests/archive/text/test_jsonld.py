"""JSON-LD is read as sites write it, and another article's node is not taken for the page's."""

from __future__ import annotations

import pytest
from lxml import etree

from archive.text.jsonld import LONGEST_SCRIPT, article_node, strings


def headline(*scripts: str) -> object:
    tags = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    page = etree.fromstring(f"<html><body>{tags}</body></html>", etree.HTMLParser())
    return article_node(page).get("headline")


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Chợ"}',
        '[{"@type": "BreadcrumbList"}, {"@type": ["Thing", "NewsArticle"], "headline": "Chợ"}]',
        '{"@graph": [{"@type": "WebSite"}, {"@type": "ReportageNewsArticle", "headline": "Chợ"}]}',
        '{"@type": "NewsArticle", "headline": "Chợ",}',
        '{"@type": "NewsArticle", "description": "dòng\nmới\tvà tab", "headline": "Chợ"}',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Chợ"}\n//]]>',
        '<!-- {"@type": "NewsArticle", "headline": "Chợ"} -->',
    ],
)
def test_an_article_is_found_in_sloppy_json(script: str) -> None:
    assert headline('{"@type": "WebSite"', script) == "Chợ"


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Chợ"}]}',
        '{"@type": "WebPage", "mentions": {"@type": "NewsArticle", "headline": "Chợ"}}',
        "[" * 100_000,
        '{"@type": "NewsArticle", "headline": "' + "x" * LONGEST_SCRIPT + '"}',
        "null",
        "",
    ],
)
def test_what_is_not_the_pages_article_is_passed_over(script: str) -> None:
    assert headline(script) is None


def test_names_are_read_in_every_shape() -> None:
    assert strings("Mai") == ["Mai"]
    assert strings([{"@type": "Person", "name": "Mai"}, "Lan", {"name": ["Hoa"]}, 7]) == ["Mai", "Lan", "Hoa"]
    assert strings(None) == []


def test_blanks_without_end_do_not_stall_the_reading_of_a_script() -> None:
    assert headline('{"@type": "NewsArticle"} -->' + " " * 200_000 + "x") is None
