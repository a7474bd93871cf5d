"""Where a redirect leads, in the one spelling of its request, of its record and of the chain in the catalog.

It is the spelling that Scrapy gives the URL of a request (w3lib's `safe_url_string`), without the fragment,
which is never sent: so captures of earlier crawls lie where this says that redirects lead.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

REDIRECTS = frozenset({301, 302, 303, 307, 308})

_C0_OR_SPACE = "".join(map(chr, range(0x21)))
_IN_QUERY = ":/?@!$&()*+,;=%-._~"
_IN_PATH = f"{_IN_QUERY}'"
_NAME = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=%-]*")  # RFC 3986, section 3.2.2
_IN_USER = "!$&'()*+,-._~"


def redirect_target(url: str, status: int, locations: Sequence[bytes]) -> str | None:
    """The absolute URL, of whatever scheme, that an answer with this status and these fields leads to.

    None where it is no redirect, or leads nowhere (`http://[`). The last of several fields counts.
    """
    if status not in REDIRECTS or not locations:
        return None
    location = locations[-1].decode("utf-8", "surrogateescape").strip(_C0_OR_SPACE)
    if location.startswith("//"):
        location = f"{urlsplit(url).scheme}://{location.lstrip('/')}"
    try:
        return _spelled(urljoin(url, _spelled(location)))
    except ValueError:
        return None


def _spelled(url: str) -> str:
    """Raises ValueError where the host or the port cannot be one."""
    parts = urlsplit(url)
    path = _quoted(parts.path, _IN_PATH)
    query = _quoted(parts.query, _IN_QUERY)
    host = _host(parts.hostname) if parts.hostname is not None else ""
    port = f":{parts.port}" if parts.port is not None else ""
    netloc = f"{_user(parts)}{host}{port}"
    return urlunsplit((parts.scheme, netloc, path or ("/" if netloc and query else ""), query, ""))


def _user(parts: SplitResult) -> str:
    if parts.username is None:
        return ""
    words = [parts.username] if parts.password is None else [parts.username, parts.password]
    return ":".join(_quoted(unquote(word, errors="surrogateescape"), _IN_USER) for word in words) + "@"


def _host(name: str) -> str:
    if ":" in name:
        return f"[{name}]"
    with suppress(UnicodeError):  # a label is empty or too long
        name = name.encode("idna").decode("ascii")
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no host")
    return name


def _quoted(text: str, safe: str) -> str:
    return quote(text, safe=safe, errors="surrogateescape")
