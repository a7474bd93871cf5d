"""The addresses that a page lists: a sitemap, a feed, or a page of links such as a day's archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.http import HtmlResponse

from crawler.spiders.sitemap import MOST_URLS, sitemap_in, xml_root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response


def urls_in_listing(response: Response) -> list[str]:
    """The absolute URLs in their order; what else the page is or holds does not matter."""
    if isinstance(response, HtmlResponse):
        return list(dict.fromkeys(_linked(response)))[:MOST_URLS]
    return list(sitemap_in(response.body, "urlset").urls) or urls_in_feed(response.body)


def urls_in_feed(body: bytes) -> list[str]:
    """The addresses of an RSS 2.0 or Atom feed's entries."""
    root = xml_root(body)
    if root is None:
        return []
    told = [element.text.strip() for element in root.iterfind(".//item/link") if element.text]
    linked = [link.get("href") or "" for link in root.iterfind(".//{*}entry/{*}link")]
    return [url for url in (*told, *linked) if url][:MOST_URLS]


def _linked(response: HtmlResponse) -> Iterator[str]:
    for href in response.xpath("//a/@href").getall():
        try:
            yield response.urljoin(href.strip())
        except ValueError:  # such as http://[, which is no address
            continue
