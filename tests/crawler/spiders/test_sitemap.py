"""Sitemaps are untrusted: they list what they list, and cost no more than their bytes."""

from __future__ import annotations

import pytest

from crawler.spiders.sitemap import MOST_URLS, urls_listed

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
INDEX_OF_ITSELF = (
    f"<sitemapindex {NAMESPACE}><sitemap><loc>https://a.vn/sitemap.xml</loc></sitemap></sitemapindex>"
)
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
HEAD = '<?xml version="1.0"?>'


def day(*locations: str, doctype: str = "") -> bytes:
    urls = "".join(f"<url><loc>{location}</loc></url>" for location in locations)
    return f"{HEAD}{doctype}<urlset {NAMESPACE}>{urls}</urlset>".encode()


def test_sitemap_that_is_an_index_lists_no_pages_and_so_leads_into_no_loop() -> None:
    assert urls_listed(INDEX_OF_ITSELF.encode(), "sitemapindex") == ["https://a.vn/sitemap.xml"]
    assert urls_listed(INDEX_OF_ITSELF.encode(), "urlset") == []
    assert urls_listed(day("https://a.vn/1"), "sitemapindex") == []


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE urlset [<!ENTITY l0 "lol">{LAUGHS}]>',
        f'<!DOCTYPE urlset [<!ENTITY l9 "{"lol" * 100_000}">]>',
        '<!DOCTYPE urlset [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE urlset [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/">]>',
        '<!DOCTYPE urlset [<!ENTITY % d SYSTEM "http://127.0.0.1:9/d"> %d;]>',
        '<!DOCTYPE urlset SYSTEM "http://127.0.0.1:9/d.dtd">',
    ],
    ids=["billion laughs", "long entity", "file", "private network", "parameter entity", "outer DTD"],
)
def test_entities_are_neither_expanded_nor_loaded(doctype: str) -> None:
    listed = urls_listed(day("https://a.vn/1", "&l9;&l9;", "https://a.vn/2", doctype=doctype), "urlset")
    # Behind laughter the parser reads no further.
    assert listed[0] == "https://a.vn/1"
    assert {*listed} <= {"https://a.vn/1", "&l9;", "https://a.vn/2"}


def test_so_many_addresses_are_read_and_no_more() -> None:
    assert len(urls_listed(day(*["https://a.vn/1"] * (MOST_URLS + 1)), "urlset")) == MOST_URLS


def test_what_is_cut_short_lists_what_is_whole_and_what_is_no_sitemap_lists_nothing() -> None:
    assert urls_listed(day("https://a.vn/1", "https://a.vn/2")[:-40], "urlset")[0] == "https://a.vn/1"
    for odd in (b"", b"\0" * 100, b"<html><h1>403 Forbidden</h1>", b"<urlset>" * 50_000, b"\x1f\x8b\x08"):
        assert urls_listed(odd, "urlset") == []
