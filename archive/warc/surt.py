"""SURT keys: URLs turned round and levelled so that a sorted index keeps a site together.

The rules are those of the Internet Archive's canonicalizer, by which pywb looks keys up: scheme, `www.`,
user, default port, fragment, letter case, order of the query, session ids and a last slash do not matter.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote_from_bytes, unquote_to_bytes, urlsplit

_WWW = re.compile(r"www\d*\.")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
_SESSION = re.compile(
    r"(?:jsessionid=[0-9a-z]{32}|phpsessid=[0-9a-z]{32}|sid=[0-9a-z]{32}"
    r"|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+&cftoken=[^&]+)(?:&|$)"
)


def surt(url: str) -> str:
    """The key of a URL; what is no web address, or none that can be read, stands for itself."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return _on_one_line(url)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return _on_one_line(url)
    query = _query(parts.query)
    return f"{_host(parts)}){_path(parts.path)}" + (f"?{query}" if query else "")


def _on_one_line(url: str) -> str:
    return quote_from_bytes(url.encode("utf-8", "surrogateescape"), safe=f"{_SAFE}#%")


def _host(parts: SplitResult) -> str:
    host = _WWW.sub("", (parts.hostname or "").rstrip("."), count=1)
    try:
        port = parts.port
    except ValueError:
        port = None
    name = ",".join(reversed(host.split(".")))
    return name if port in {None, _DEFAULT_PORTS[parts.scheme]} else f"{name}:{port}"


def _path(path: str) -> str:
    segments: list[str] = []
    for segment in _levelled(path).split("/"):
        if segment == ".." and segments:
            segments.pop()
        elif segment not in {"", "."}:
            segments.append(segment)
    return "/" + "/".join(segments).lower()


def _query(query: str) -> str:
    return "&".join(sorted(_SESSION.sub("", _levelled(query).lower()).split("&")))


def _levelled(text: str) -> str:
    """Percent-encoding undone as often as it was done, then done once where it must be."""
    raw = text.encode("utf-8", "surrogateescape")
    while (decoded := unquote_to_bytes(raw)) != raw:
        raw = decoded
    return quote_from_bytes(raw, safe=_SAFE)
