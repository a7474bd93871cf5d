"""Decides what an untrusted URL may lead to: an original at a known outlet, or a refusal that says why.

A URL must match a narrow grammar whole and its host must be spelled exactly as an outlet file spells it.
What two parsers could read differently is outside the grammar, so it is refused rather than understood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from archive.model import Original

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.outlets.outlet import Aggregator, Outlet

LONGEST_URL = 2048
DEFAULT_PORTS = {"http": "80", "https": "443"}

# RFC 3986 with less: no userinfo, no IP literal, no empty label, no backslash, no white space, no control.
URL = re.compile(
    r"(?P<scheme>[A-Za-z]+)://"
    r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*)"
    r"(?::(?P<port>[0-9]*))?"
    r"(?P<path>/[^?#\\\s\x00-\x1f\x7f]*)?"
    r"(?P<query>\?[^#\\\s\x00-\x1f\x7f]*)?"
    r"(?:#[^\\\s\x00-\x1f\x7f]*)?"
)
# The first that matches names the reason; that a URL is refused is decided by the grammar alone.
OUTSIDE_THE_GRAMMAR = (
    (re.compile(r"(?!https?://)", re.IGNORECASE), "it does not begin with http:// or https://"),
    (re.compile(r".*[\s\x00-\x1f\x7f]", re.DOTALL), "it contains white space or control characters"),
    (re.compile(r"[^/]*//[^/?#]*@"), "it carries a user name or password"),
    (re.compile(r"[^/]*//[^/?#]*\["), "its host is an address, not a name"),
    (re.compile(r"[^/]*//[^/?#]*[^\x21-\x24\x26-\x7e]"), "its host is not spelled in plain letters"),
)
NUMERIC_HOST = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+))*", re.IGNORECASE)
# The root's dot ends a fully qualified name, which is the same host without it (RFC 1034, section 3.1).
FINAL_DOT = re.compile(r"^(https?://[a-z0-9.-]*[a-z0-9])\.(?=[:/?#]|$)", re.IGNORECASE)
# Letters, digits and marks that mean the same written as they are (RFC 3986, section 6.2.2.2).
UNRESERVED = re.compile(r"%(2[DE]|3[0-9]|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9AE])", re.IGNORECASE)
SLASHES = re.compile(r"^/+(?=/)|(?<=\.html)/+$")
AMP_PREFIX = re.compile(r"/amp(?=/)")
AMP_SUFFIX = re.compile(r"(?:\.amp(?:\.html)?|\.html/amp/?|\.html\.amp)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A URL that is not fetched; `reason` is a sentence without its full stop, fit for a person."""

    url: str
    reason: str


def allowed_hosts(sites: Iterable[Outlet | Aggregator]) -> frozenset[str]:
    """Every host that may be fetched, successors included; matched whole, never by suffix."""
    return frozenset(host for site in sites for host in site.hosts)


def refused_url(url: str, sites: Iterable[Outlet | Aggregator]) -> str | None:
    """Why this URL may not be fetched (a redirect's target, say); None if it may.

    Speaks of the URL alone: what its host resolves to is checked where the connection is made.
    """
    return refused_by_grammar(url) or _reason_in_host(_host(url), tuple(sites))


def original_of(url: str, outlets: Iterable[Outlet]) -> Original | Refusal:
    """The original that a citation's URL names, under its canonical address.

    Canonical is https, the outlet's own host without a final dot, and the path without needless slashes and
    escapes: on these sites the path says it all, so the query (tracking, `amp=1`) is dropped whole. A
    successor's URL stays at the successor's host.
    """
    outlets = tuple(outlets)
    url = FINAL_DOT.sub(r"\1", url.strip(" "), count=1)
    reason = refused_url(url, outlets)
    if reason is not None:
        return Refusal(url=url, reason=reason)
    host = _host(url)
    outlet = next(outlet for outlet in outlets if host in outlet.hosts)
    path = _canonical_path(url)
    if path.startswith(outlet.foreign_paths):
        return Refusal(url=url, reason=f"{path} belongs to an edition of {outlet.title} in another language")
    article_id = _article_id(path, outlet)
    if article_id is None:
        return Refusal(url=url, reason=f"{path} is not the address of an article of {outlet.title}")
    canonical_host = host.removeprefix("www.") if host in outlet.successors else outlet.host
    return Original(url=f"https://{canonical_host}{path}", outlet=outlet.name, article_id=article_id)


def _host(url: str) -> str:
    match = URL.fullmatch(url)
    return match["host"].lower() if match else ""


def _canonical_path(url: str) -> str:
    match = URL.fullmatch(url)
    path = (match["path"] if match else None) or "/"
    path = SLASHES.sub("", UNRESERVED.sub(lambda escaped: chr(int(escaped[1], 16)), path))
    path = AMP_SUFFIX.sub(".html", AMP_PREFIX.sub("", path, count=1))
    return quote(path, safe="/%:@!$&'()*+,;=~-._")


def _article_id(path: str, outlet: Outlet) -> str | None:
    matches = (re.fullmatch(pattern, path, re.ASCII) for pattern in outlet.article_paths)
    return next((match["id"] for match in matches if match), None)


def refused_by_grammar(url: str) -> str | None:
    """Why no host whatever may be asked for a URL of this form; None where the form is well."""
    match = URL.fullmatch(url)
    if match is None:
        return _reason_outside_the_grammar(url)
    scheme = match["scheme"].lower()
    if len(url) > LONGEST_URL:
        return f"it is longer than {LONGEST_URL} characters"
    if scheme not in DEFAULT_PORTS:
        return f"{scheme} is not http or https"
    if match["port"] not in {None, "", DEFAULT_PORTS[scheme]}:
        return f"port {match['port']} is not the port of {scheme}"
    return None


def _reason_outside_the_grammar(url: str) -> str:
    for pattern, reason in OUTSIDE_THE_GRAMMAR:
        if pattern.match(url):
            return reason
    return "it is not a well-formed URL"


def _reason_in_host(host: str, sites: tuple[Outlet | Aggregator, ...]) -> str | None:
    if host in allowed_hosts(sites):
        return None
    if NUMERIC_HOST.fullmatch(host):
        return f"{host} is an address, not a name"
    for site in sites:
        if host in getattr(site, "foreign_hosts", ()):
            return f"{host} is an edition of {site.title} in another language, which is another outlet"
    lookalike = next((site.host for site in sites if site.host in host), None)
    if lookalike is not None:
        return f"{host} is not {lookalike}, it only looks like it"
    return f"{host} is not a host of a known outlet (-a outlets=all asks others too)"
