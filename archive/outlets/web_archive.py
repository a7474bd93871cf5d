"""A web archive that is asked for what is gone: where it lists its captures of an address.

The Wayback Machine is asked through its CDX server, any other archive through a TimeMap (RFC 7089). What it
answers is untrusted: only addresses under its own origin are taken from it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from archive.errors import WrongUsage
from archive.outlets.mementos import memento_at, raw_memento
from archive.outlets.registry import outlet_for_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.model import Original
    from archive.outlets.mementos import Memento

_MOST_LISTED = 1000
_CDX = "/cdx/search/cdx"
_LINK = re.compile(r"<(?P<url>[^<>\s]+)>(?P<about>[^<]*)")
_CAPTURE = re.compile(r"(?P<prefix>.*/)(?P<at>\d{14})(?:[a-z]{2}_)?/(?P<original>https?://\S+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebArchive:
    """`timemap` is what its TimeMaps' addresses begin with; empty for a Wayback Machine with a CDX server."""

    origin: str
    timemap: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""

    def index_url(self, url: str) -> str:
        """Where the archive lists its captures of an address that answered 200."""
        if self.timemap:
            return f"{self.timemap}{url}"
        query = f"url={quote(url, safe='')}&output=json&filter=statuscode:200&limit={_MOST_LISTED}"
        return f"{self.origin}{_CDX}?{query}"

    def listed(self, body: bytes) -> list[Memento]:
        """The captures that an index names, in its order; none where it cannot be read."""
        text = body.decode("utf-8", errors="replace")
        found = self._in_timemap(text) if self.timemap else self._in_cdx(text)
        return [one for one in found if self.serves(one.url)][:_MOST_LISTED]

    def serves(self, url: str) -> bool:
        """Whether a URL is one of this archive's that Källa asks for: an index, or a raw capture."""
        path = url.removeprefix(self.origin)
        if path == url or not path.startswith("/"):
            return False
        index = url.startswith(self.timemap) if self.timemap else path.startswith(f"{_CDX}?")
        return index or memento_at(url) is not None or path == "/robots.txt"

    def _in_cdx(self, text: str) -> Iterator[Memento]:
        try:
            names, *rows = json.loads(text) or [[]]
            for row in rows:
                fields = dict(zip(names, row, strict=True))
                if found := raw_memento(f"{self.origin}/web/", fields["timestamp"], fields["original"]):
                    yield found
        except (ValueError, TypeError, KeyError):
            return

    def _in_timemap(self, text: str) -> Iterator[Memento]:
        for link in _LINK.finditer(text):
            capture = _CAPTURE.fullmatch(link["url"]) if "memento" in link["about"] else None
            if capture and (found := raw_memento(capture["prefix"], capture["at"], capture["original"])):
                yield found


def archived_addresses(original: Original) -> tuple[str, ...]:
    """Where a web archive may have an original: at its own address and at its paper's successors.

    To archives, http and https are one, and so are a host with www and without.
    """
    outlet = outlet_for_url(original.url)
    own = original.url.partition("://")[2].partition("/")[2]
    moved = (f"https://{host}/{own}" for host in outlet.successors) if outlet else ()
    return tuple(dict.fromkeys((original.url, *(url for url in moved if "//www." not in url))))


def web_archive(setting: str) -> WebArchive | None:
    """The archive that KALLA_MEMENTO names: an origin, or what its TimeMaps' addresses begin with.

    None where the setting is empty. Raises WrongUsage where it is neither.
    """
    if not setting:
        return None
    refusal = WrongUsage(f"KALLA_MEMENTO={setting}: write the address of a web archive")
    try:
        parts = urlsplit(setting)
        has_host = parts.hostname is not None and parts.port != 0  # `port` raises where it is no number
    except ValueError as error:
        raise refusal from error
    if parts.scheme not in {"http", "https"} or not has_host or parts.username:
        raise refusal
    origin = f"{parts.scheme}://{parts.netloc}"
    if parts.path in {"", "/"}:
        return WebArchive(origin=origin)
    return WebArchive(origin=origin, timemap=setting)
