"""Sitemaps (sitemaps.org protocol 0.9): the pages they list, whatever else they hold."""

from __future__ import annotations

from lxml import etree

MOST_PAGES = 50_000  # the protocol's limit for one file


def pages_listed(body: bytes) -> list[str]:
    """The URLs of a `urlset`, in order; none of an index of other sitemaps, which is not followed.

    No entity is resolved and nothing is loaded; what is broken is read up to where it breaks.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    root = etree.fromstring(body, parser) if body.strip() else None
    if root is None or etree.QName(root).localname != "urlset":
        return []
    found = root.iterfind("{*}url/{*}loc")
    return [element.text.strip() for element in found if element.text][:MOST_PAGES]
