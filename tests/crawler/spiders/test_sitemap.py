"""Sitemaps are untrusted: they list what they list, and cost no more than their bytes."""

from __future__ import annotations

import gzip

import pytest

from crawler.spiders.sitemap import MOST_BYTES, MOST_URLS, sitemap_in

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
    assert sitemap_in(INDEX_OF_ITSELF.encode(), "sitemapindex").urls == ("https://a.vn/sitemap.xml",)
    assert not sitemap_in(INDEX_OF_ITSELF.encode(), "urlset").urls
    assert not sitemap_in(day("https://a.vn/1"), "sitemapindex").urls


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
    listed = sitemap_in(day("https://a.vn/1", "&l9;&l9;", "https://a.vn/2", doctype=doctype), "urlset").urls
    # Behind laughter the parser reads no further.
    assert listed[0] == "https://a.vn/1"
    assert {*listed} <= {"https://a.vn/1", "&l9;", "https://a.vn/2"}


def test_so_many_addresses_are_read_and_no_more_and_what_is_over_is_told() -> None:
    full = sitemap_in(day(*["https://a.vn/1"] * MOST_URLS), "urlset")
    assert (len(full.urls), full.is_whole) == (MOST_URLS, True)
    over = sitemap_in(day(*["https://a.vn/1"] * (MOST_URLS + 1)), "urlset")
    assert (len(over.urls), over.is_whole) == (MOST_URLS, False)


def test_what_is_cut_short_lists_what_is_whole_and_says_that_it_is_not() -> None:
    whole = day("https://a.vn/1", "https://a.vn/2")
    listed = []
    for kept in range(whole.index(b"<loc>"), len(whole)):
        cut = sitemap_in(whole[:kept], "urlset")
        assert not cut.is_whole
        listed.append(cut.urls)
    # No part of an address is taken for one.
    assert {*listed} == {(), ("https://a.vn/1",), ("https://a.vn/1", "https://a.vn/2")}
    assert sitemap_in(whole, "urlset").is_whole


def test_what_is_no_sitemap_lists_nothing() -> None:
    for odd in (b"", b"\0" * 100, b"<html><h1>403 Forbidden</h1>", b"<urlset>" * 50_000, b"\x1f\x8b\x08"):
        assert not sitemap_in(odd, "urlset").urls


def test_packed_sitemap_is_read_and_one_cut_short_is_not_whole() -> None:
    whole = day("https://a.vn/1", "https://a.vn/2")
    packed = gzip.compress(whole)
    assert sitemap_in(packed, "urlset") == sitemap_in(whole, "urlset")
    two = gzip.compress(whole[:70]) + gzip.compress(whole[70:])
    assert sitemap_in(two, "urlset") == sitemap_in(whole, "urlset")
    assert not sitemap_in(packed[:-9], "urlset").is_whole


def test_packed_bomb_costs_no_more_than_a_sitemap_may_hold() -> None:
    bomb = gzip.compress(day("https://a.vn/1") + b" " * (MOST_BYTES + 1))
    listed = sitemap_in(bomb, "urlset")
    assert listed.urls == ("https://a.vn/1",)
    assert not listed.is_whole
