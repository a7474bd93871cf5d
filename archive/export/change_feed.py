"""Changes as an Atom feed (RFC 4287), for feed readers and newsrooms.

An entry's id is made of the record looked at and the look's number, so a reader shows each change once.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

from archive.export.wording import STATES
from archive.model import time_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element as Element

    from archive.derive.changes import Event

ATOM = "http://www.w3.org/2005/Atom"
# Characters that XML 1.0 has no way to write; a page's title may hold them.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST = 100
EPOCH = "1970-01-01T00:00:00Z"


def url_of(event: Event) -> str:
    return event.logged.url


def change_feed(
    found: Iterable[Event], link: Callable[[Event], str] = url_of, address: str | None = None
) -> str:
    """The first of these events as text, the latest of them first.

    `link` gives the address to read on at; `address` is the feed's own, where it has one.
    """
    events = list(islice(found, MOST))
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _add(feed, "id", "urn:kalla:changes")
    _add(feed, "title", "Källa: what happened to the originals")
    _add(feed, "updated", time_text(events[0].logged.check.at) if events else EPOCH)
    _add(etree.SubElement(feed, f"{{{ATOM}}}author"), "name", "Källa")
    if address:
        etree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=address)
    for event in events:
        _entry(etree.SubElement(feed, f"{{{ATOM}}}entry"), event, link(event))
    return etree.tostring(feed, encoding="unicode", pretty_print=True)


def _entry(entry: Element, event: Event, address: str) -> None:
    told, url = event.logged.check, event.logged.url
    at = time_text(told.at)
    _add(entry, "id", f"urn:kalla:change:{told.record_id or at}:{event.logged.number}")
    _add(entry, "title", f"{told.state}: {event.title or url}")
    _add(entry, "updated", at)
    etree.SubElement(entry, f"{{{ATOM}}}link", href=UNFIT.sub("", address))
    _add(entry, "summary", " ".join([STATES[told.state], *_details(event)]))


def _details(event: Event) -> list[str]:
    """What a reader wants to know before opening the diff."""
    said = []
    if event.logged.check.between:
        after, before = event.logged.check.between
        said.append(f"Between {time_text(after)} and {time_text(before)}.")
    if event.change and event.change.substance:
        said.append(f"Touches {', '.join(sorted(event.change.substance))}.")
    stale = sum(rendering.is_stale for rendering in event.translated)
    if stale:
        all_of_them = len(event.translated)
        who = "The only rendering" if all_of_them == 1 else f"{stale} of {all_of_them} renderings"
        said.append(f"{who} did not follow.")
    return said


def _add(parent: Element, name: str, text: str | None) -> None:
    etree.SubElement(parent, f"{{{ATOM}}}{name}").text = UNFIT.sub("", text or "")
