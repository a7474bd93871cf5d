"""Sitemaps (sitemaps.org protocol 0.9): the addresses they list, whatever else they hold."""

from __future__ import annotations

from typing import Literal

from lxml import etree

MOST_URLS = 50_000  # the protocol's limit for one file
ENTRIES = {"urlset": "url", "sitemapindex": "sitemap"}


def urls_listed(body: bytes, kind: Literal["urlset", "sitemapindex"]) -> list[str]:
    """The URLs of a sitemap of this kind, in order; none of the other kind."""
    root = xml_root(body)
    if root is None or etree.QName(root).localname != kind:
        return []
    found = root.iterfind(f"{{*}}{ENTRIES[kind]}/{{*}}loc")
    return [element.text.strip() for element in found if element.text][:MOST_URLS]


def xml_root(body: bytes) -> etree._Element | None:
    """The root element of an untrusted document; None where there is none.

    No entity is resolved and nothing is loaded; what is broken is read up to where it breaks.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        return etree.fromstring(body, parser) if body.strip() else None
    except etree.XMLSyntaxError:  # lxml recovers from nothing where a body holds no element at all
        return None
