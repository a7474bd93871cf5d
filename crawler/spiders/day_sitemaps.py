"""What the aggregator's sitemap index and daily sitemaps name, however their addresses are spelled.

An address may be relative or whole, http or https, with www or without, packed or not: all are one sitemap,
and it is asked for at the aggregator's own host.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from archive.outlets.editions import edition_at
from archive.outlets.vietnamvn import AGGREGATOR

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from archive.outlets.editions import Edition

PACKED = ".gz"
MOST_INNER = 20  # an index of indexes goes by year or by kind


def days_named(index: str, listed: Iterable[str]) -> dict[date, str]:
    """The daily sitemaps that the index at a URL lists, by their days, as URLs to ask for."""
    named: dict[date, str] = {}
    for path in _paths(index, listed):
        if day := _day_of(path):
            named[day] = f"https://{AGGREGATOR.host}{path}"
    return named


def inner_sitemaps(index: str, listed: Iterable[str]) -> list[str]:
    """The sitemaps of no day that an index lists, itself apart: one of them may be an index of the days."""
    paths = (path for path in _paths(index, listed) if not _day_of(path) and path != urlsplit(index).path)
    return [f"https://{AGGREGATOR.host}{path}" for path in dict.fromkeys(paths)][:MOST_INNER]


def editions_listed(sitemap: str, listed: Iterable[str]) -> tuple[list[Edition], list[str]]:
    """The articles that a sitemap lists, and the addresses on the site that are none by their form."""
    found: list[Edition] = []
    others: list[str] = []
    for url in listed:
        address = _joined(sitemap, url)
        if address is None:
            continue
        edition = edition_at(address)
        if edition is None:
            others.append(url)
        else:
            found.append(edition)
    return found, others


def _paths(index: str, listed: Iterable[str]) -> Iterable[str]:
    for url in listed:
        address = _joined(index, url)
        if address is not None:
            yield urlsplit(address).path


def _joined(base: str, url: str) -> str | None:
    """The address that a sitemap means; None where it leads elsewhere or nowhere."""
    try:
        address = urljoin(base, url)
        parts = urlsplit(address)
        is_site = parts.scheme in {"http", "https"} and parts.netloc in AGGREGATOR.hosts
    except ValueError:  # such as http://[
        return None
    return address if is_site else None


def _day_of(path: str) -> date | None:
    try:
        return datetime.strptime(path.removesuffix(PACKED), AGGREGATOR.day_sitemap).date()  # noqa: DTZ007
    except ValueError:
        return None
