"""Addresses in listings, which are untrusted pages."""

from __future__ import annotations

from scrapy.http import HtmlResponse, XmlResponse

from crawler.spiders.listings import urls_in_feed, urls_in_listing

SITEMAP = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    b"<url><loc> https://a.vn/1 </loc></url></urlset>"
)
RSS = (
    b"<rss><channel><link>https://a.vn/</link><item><link>https://a.vn/1</link></item><item/></channel></rss>"
)
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="https://a.vn/1"/></entry></feed>'
BOMB = (
    b'<!DOCTYPE r [<!ENTITY a "https://a.vn/">]><rss><channel><item><link>&a;</link></item></channel></rss>'
)


def test_sitemaps_and_feeds_list_their_entries() -> None:
    for body in (SITEMAP, RSS, ATOM):
        assert urls_in_listing(XmlResponse("https://a.vn/x", body=body)) == ["https://a.vn/1"]


def test_entities_lead_nowhere() -> None:
    assert urls_in_feed(BOMB) == []


def test_broken_and_empty_feeds_list_what_is_whole() -> None:
    for nothing in (b"", b" ", b"\x00\x01", b"no markup", b"<?xml version='1.0'?>", b"<!-- -->"):
        assert urls_in_feed(nothing) == []
    assert urls_in_feed(b"<rss><channel><item><link>https://a.vn/1</link></item><item><li") == [
        "https://a.vn/1"
    ]


def test_a_page_lists_its_links_and_hostile_ones_stop_nothing() -> None:
    body = b'<a href="/1">x</a><a href="http://[">y</a><a href="/1">z</a><a>w</a>' + b"<i>" * 50_000
    page = HtmlResponse("https://a.vn/day", body=body)
    assert urls_in_listing(page) == ["https://a.vn/1"]
