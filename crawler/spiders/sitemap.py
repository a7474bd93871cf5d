"""Sitemaps (sitemaps.org protocol 0.9): the addresses they list, whatever else they hold."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Literal

from lxml import etree

MOST_URLS, MOST_BYTES = 50_000, 52_428_800  # the protocol's limits for one file, unpacked
ENTRIES = {"urlset": "url", "sitemapindex": "sitemap"}
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """The URLs that a sitemap lists, in order; `is_whole` unless some may be missing from them."""

    urls: tuple[str, ...] = ()
    is_whole: bool = True


def sitemap_in(body: bytes, kind: Literal["urlset", "sitemapindex"]) -> Sitemap:
    """A sitemap of this kind, packed with gzip or not; one of the other kind lists nothing."""
    xml, is_unpacked = _unpacked(body)
    root, is_well_formed = _parsed(xml)
    if root is None or etree.QName(root).localname != kind:
        return Sitemap()
    found = root.iterfind(f"{{*}}{ENTRIES[kind]}/{{*}}loc")
    urls = [element.text.strip() for element in found if element.text]
    if not is_well_formed and _ends_in_address(xml):
        urls = urls[:-1]
    is_whole = is_unpacked and is_well_formed and len(urls) <= MOST_URLS
    return Sitemap(urls=tuple(urls[:MOST_URLS]), is_whole=is_whole)


def xml_root(body: bytes) -> etree._Element | None:
    """The root element of an untrusted document; None where there is none.

    No entity is resolved and nothing is loaded; what is broken is read up to where it breaks.
    """
    return _parsed(body)[0]


def _parsed(body: bytes) -> tuple[etree._Element | None, bool]:
    """The root element, and whether the document is well-formed to its end."""
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(body, parser) if body.strip() else None
    except etree.XMLSyntaxError:  # lxml recovers from nothing where a body holds no element at all
        return None, False
    return root, not parser.error_log.filter_from_fatals()


def _ends_in_address(xml: bytes) -> bool:
    last_tag = xml[xml.rfind(b"<") :]
    return b"loc>" in last_tag and not last_tag.startswith(b"</")


def _unpacked(body: bytes) -> tuple[bytes, bool]:
    """What gzip members hold, and whether they end as they should and hold no more than a sitemap may."""
    parts: list[bytes] = []
    room = MOST_BYTES
    while body.startswith(GZIP) and room > 0:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(body, room))
        except zlib.error:
            return b"".join(parts), False
        if not member.eof:
            return b"".join(parts), False
        room -= len(parts[-1])
        body = member.unused_data
    return (b"".join(parts), room > 0) if parts else (body, True)
