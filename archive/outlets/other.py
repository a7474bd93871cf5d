"""Papers that no outlet file names: their articles may be fetched where a person asks for all outlets.

The grammar of addresses is the same for them. What only looks like a known outlet stays refused.
"""

from __future__ import annotations

import re

from archive.model import Original
from archive.outlets.canonical import (
    NUMERIC_HOST,
    URL,
    Refusal,
    allowed_hosts,
    original_of,
    refused_by_grammar,
)
from archive.outlets.registry import all_outlets, all_sites

# Four digits that read as a year are a folder of that year, or a year in the headline.
_ARTICLE_ID = re.compile(r"(?<!\d)(\d{5,}|(?!19|20)\d{4})\D*$")


def original_at(url: str) -> Original | Refusal:
    """The original at a URL: a known outlet's, else one that is asked for only with all outlets.

    Where it is neither, the refusal says what keeps it from being an outlet's.
    """
    found = original_of(url, all_outlets())
    return (other_original(url) or found) if isinstance(found, Refusal) else found


def other_original(url: str) -> Original | None:
    """The original at a public host that is no known outlet's; None where no option allows it.

    Scheme and query stay as cited, for nobody knows what they mean there. `outlet` is the host.
    """
    url = url.strip(" ")
    if refused_other_url(url) is not None:
        return None
    match = URL.fullmatch(url)
    if match is None:
        return None
    host, path = match["host"].lower(), match["path"] or "/"
    found = _ARTICLE_ID.search(path)
    return Original(
        url=f"{match['scheme'].lower()}://{host}{path}{match['query'] or ''}",
        outlet=host,
        article_id=found[1] if found else path,
    )


def refused_other_url(url: str) -> str | None:
    """Why a URL may not be fetched even where all outlets are asked for; None if it may.

    Known sites' hosts are refused here, for they have rules of their own.
    """
    if reason := refused_by_grammar(url):
        return reason
    match = URL.fullmatch(url)
    host = match["host"].lower() if match else ""
    if NUMERIC_HOST.fullmatch(host) or "." not in host:
        return f"{host} is not the name of a public host"
    if host in allowed_hosts(all_sites()):
        return f"{host} belongs to a known site, which has rules of its own"
    lookalike = next((bare for bare in _names() if bare in host and not host.endswith(f".{bare}")), None)
    return f"{host} is not {lookalike}, it only looks like it" if lookalike else None


def _names() -> list[str]:
    return [site.host.removeprefix("www.") for site in all_sites()]
